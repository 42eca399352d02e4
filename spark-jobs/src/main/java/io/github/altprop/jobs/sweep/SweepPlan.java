package io.github.altprop.jobs.sweep;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.conf.Sweep;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.worker.Blueprint;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.training.tensor.Precision;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** The points of a sweep: experiments x data x grid x seeds, each with its resolved experiment. */
public final class SweepPlan {
  /** Marks, in the address of a data set, the place of the seed. */
  private static final String SEED = "{seed}";

  /**
   * Numbers kept for each parameter: parameters, updates and moments of the driver's trainer and of
   * the worker's, and two states between rounds with their checkpoint.
   */
  private static final int COPIES = 16;

  /**
   * Numbers kept for each activation: a step takes half as much again as the activations
   * themselves, and the driver's trainer evaluates beside the worker's.
   */
  private static final int COPIES_OF_ACTIVATIONS = 3;

  /** How many points a message lists. */
  private static final int MOST_NAMED = 48;

  private final Sweep sweep;
  private final List<Planned> all;

  /** Those that are to be trained. */
  private final List<Planned> chosen;

  /** A point and what it needs. */
  record Planned(
      Point point, Precision precision, long parameters, long examples, int epochs, long bytes) {}

  /** What is to be trained, by the points' names. */
  private final Map<String, Work> works;

  /**
   * What a point trains.
   *
   * @param train examples that it trains on
   * @param test examples that it is tested on
   */
  record Work(Blueprint blueprint, long train, long test) {}

  private SweepPlan(Sweep sweep, List<Planned> all, List<Planned> chosen, Map<String, Work> works) {
    this.sweep = sweep;
    this.works = works;
    this.all = all;
    this.chosen = chosen;
  }

  /**
   * Reads all experiments and data sets of a sweep.
   *
   * @param file of the sweep, which the experiments' files are relative to
   * @param data addresses by the names that the sweep gives; {seed} in one stands for the point's
   * @throws UserError if anything of it is missing or wrong; nothing was written then
   */
  public static SweepPlan of(
      String file, Sweep sweep, Map<String, String> data, Configuration configuration) {
    String base = file.contains("/") ? file.substring(0, file.lastIndexOf('/') + 1) : "";
    Map<String, ShardedDataset> opened = new HashMap<>();
    List<Planned> points = new ArrayList<>();
    Map<String, Work> works = new HashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    sweep
        .experiments()
        .forEach(
            (label, entry) ->
                texts.put(label, Location.of(base + entry.file(), configuration).readText()));
    for (Map.Entry<String, Sweep.Entry> entry : sweep.experiments().entrySet()) {
      for (String set : sweep.data()) {
        for (Map<String, String> grid : grid(sweep)) {
          for (long seed : sweep.seeds()) {
            String uri = data.get(set).replace(SEED, Long.toString(seed));
            ShardedDataset shards =
                opened.computeIfAbsent(uri, u -> ShardedDataset.open(u, configuration));
            points.add(
                point(
                    sweep, entry, texts.get(entry.getKey()), set, uri, shards, grid, seed, works));
          }
        }
      }
    }
    requireDistinct(points);
    return new SweepPlan(sweep, points, points, works);
  }

  private static Planned point(
      Sweep sweep,
      Map.Entry<String, Sweep.Entry> entry,
      String yaml,
      String data,
      String uri,
      ShardedDataset shards,
      Map<String, String> grid,
      long seed,
      Map<String, Work> works) {
    List<String> overrides = new ArrayList<>(sweep.set());
    overrides.addAll(entry.getValue().set());
    grid.forEach((key, value) -> overrides.add(key + "=" + value));
    overrides.add("seed=" + seed);
    overrides.add("averaging.workers=1");
    Experiment experiment =
        Experiment.read(entry.getValue().file(), yaml, overrides, Components.catalog());
    ImageShape image = shards.manifest().image();
    long examples = shards.manifest().split(Split.TRAIN).examples();
    Experiment onData = experiment.on(examples);
    Blueprint blueprint =
        new Blueprint(
            onData,
            List.of(image.height(), image.width(), image.channels()),
            shards.manifest().classes().size());
    long parameters;
    long activations;
    long multiplications;
    try {
      parameters = blueprint.parameters();
      activations = blueprint.activations() * onData.batchSize();
      multiplications = blueprint.multiplications();
    } catch (IllegalArgumentException e) {
      throw new UserError("experiment " + experiment.name() + ": " + e.getMessage(), e);
    }
    Point point =
        new Point(
            name(sweep, entry.getKey(), data, grid, seed),
            entry.getKey(),
            data,
            uri,
            seed,
            grid,
            experiment.toYaml(),
            (double) multiplications * (double) examples * experiment.epochs());
    works.put(
        point.name(),
        new Work(blueprint, examples, shards.manifest().split(Split.TEST).examples()));
    long numbers = COPIES * parameters + COPIES_OF_ACTIVATIONS * activations;
    long bytes = numbers * experiment.precision().type().bytes();
    return new Planned(
        point, experiment.precision(), parameters, examples, experiment.epochs(), bytes);
  }

  /** All combinations of the grid's values, the last key changing fastest. */
  private static List<Map<String, String>> grid(Sweep sweep) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, List<String>> axis : sweep.grid().entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (String value : axis.getValue()) {
          Map<String, String> next = new LinkedHashMap<>(before);
          next.put(axis.getKey(), value);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }

  /** For example gp-width15-seed1: of what there is only one nothing is said, but for the seed. */
  private static String name(
      Sweep sweep, String label, String data, Map<String, String> grid, long seed) {
    StringBuilder name = new StringBuilder(label);
    if (sweep.data().size() > 1) {
      name.append('-').append(data);
    }
    grid.forEach(
        (key, value) ->
            name.append('-').append(key.substring(key.lastIndexOf('.') + 1)).append(value));
    name.append("-seed").append(seed);
    return name.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "_");
  }

  private static void requireDistinct(List<Planned> points) {
    Map<String, Long> counts =
        points.stream()
            .collect(Collectors.groupingBy(p -> p.point().name(), Collectors.counting()));
    counts.forEach(
        (name, count) -> {
          if (count > 1) {
            throw new UserError(
                count + " points would be called " + name + ": give labels and values that differ");
          }
        });
  }

  public Sweep sweep() {
    return sweep;
  }

  /** Most bytes that one point needs besides images read ahead: an estimate. */
  public long largestBytes() {
    return chosen.stream().mapToLong(Planned::bytes).max().orElse(0);
  }

  /** What the points compute in. */
  Set<Precision> precisions() {
    return chosen.stream().map(Planned::precision).collect(Collectors.toSet());
  }

  /** What is to be trained. */
  List<Planned> planned() {
    return chosen;
  }

  /** The points that are to be trained. */
  List<Point> points() {
    return chosen.stream().map(Planned::point).toList();
  }

  /** All points of the sweep, also those that are not to be trained now. */
  List<Point> all() {
    return all.stream().map(Planned::point).toList();
  }

  /**
   * This plan with some of its points to be trained.
   *
   * @param patterns names, or what fits several: * stands for any letters, ? for any one, [12] for
   *     one of these, {a,b} for one of these words
   * @throws UserError if a pattern fits none
   */
  public SweepPlan only(List<String> patterns) {
    List<PathMatcher> matchers = patterns.stream().map(this::matcher).toList();
    List<Planned> fitting =
        all.stream()
            .filter(point -> matchers.stream().anyMatch(matcher -> fits(matcher, point)))
            .toList();
    return new SweepPlan(sweep, all, fitting, works);
  }

  private PathMatcher matcher(String pattern) {
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new UserError("--only " + pattern + ": " + e.getDescription(), e);
    }
    if (all.stream().noneMatch(point -> fits(matcher, point))) {
      List<String> names = all.stream().map(p -> p.point().name()).limit(MOST_NAMED).toList();
      int more = all.size() - names.size();
      throw new UserError(
          "no point is called "
              + pattern
              + "; there are "
              + String.join(", ", names)
              + (more > 0 ? " and " + more + " more" : ""));
    }
    return matcher;
  }

  private static boolean fits(PathMatcher matcher, Planned point) {
    return matcher.matches(Path.of(point.point().name()));
  }

  /** What a point trains. */
  Work work(Point point) {
    return works.get(point.name());
  }

  /**
   * A line for each point: its name, epochs, examples, parameters, memory, and how long it would
   * take.
   *
   * @param times if there are any
   */
  public List<List<String>> table(Optional<SweepTimes> times) {
    List<List<String>> table = new ArrayList<>();
    table.add(new ArrayList<>(List.of("point", "data", "epochs", "examples", "parameters", "MiB")));
    times.ifPresent(t -> table.get(0).add("about"));
    for (Planned planned : chosen) {
      List<String> line = new ArrayList<>();
      line.addAll(
          List.of(
              planned.point().name(),
              planned.point().data(),
              Integer.toString(planned.epochs()),
              Long.toString(planned.examples()),
              Long.toString(planned.parameters()),
              Long.toString(planned.bytes() >> 20)));
      times.ifPresent(t -> line.add(t.of(planned.point())));
      table.add(line);
    }
    return table;
  }
}
