package io.github.altprop.jobs.conf;

import io.github.altprop.evaluation.sweep.Presentation;
import io.github.altprop.jobs.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A checked sweep: experiments, what varies, and what is measured of every point.
 *
 * @param name of the sweep
 * @param title what it shows; empty if it does not say
 * @param source where that is published; empty if it does not say
 * @param experiments by their labels, which tables and legends show
 * @param set overrides of every point, {@code key.path=value}
 * @param grid values, as overrides write them, by key path
 * @param data names of data sets
 * @param seeds of the points
 * @param measure of each finished point: evaluate, angles, distances, embed
 * @param presentation which tables and figures show the results
 */
public record Sweep(
    String name,
    String title,
    String source,
    Map<String, Entry> experiments,
    List<String> set,
    Map<String, List<String>> grid,
    List<String> data,
    List<Long> seeds,
    List<String> measure,
    Presentation presentation) {
  /** What can be measured of a point. */
  public static final List<String> MEASURES = List.of("evaluate", "angles", "distances", "embed");

  /**
   * One of the experiments.
   *
   * @param file of the experiment, relative to the sweep's own
   * @param set overrides of its points, {@code key.path=value}
   */
  public record Entry(String file, List<String> set) {
    public Entry {
      set = SweepOverrides.last(set);
    }

    private Entry with(List<String> overrides) {
      return new Entry(file, Stream.concat(set.stream(), overrides.stream()).toList());
    }
  }

  /** Which of a file's variants. */
  public enum Variant {
    /** As published. */
    FULL,
    /** What {@code quick} says, which takes minutes. */
    QUICK
  }

  public Sweep {
    experiments = new LinkedHashMap<>(experiments);
    grid = new LinkedHashMap<>(grid);
    set = SweepOverrides.last(set);
    data = List.copyOf(data);
    seeds = List.copyOf(seeds);
    measure = List.copyOf(measure);
  }

  /**
   * Reads a sweep that names no other file but its experiments, as its folder keeps it.
   *
   * @param file where the text comes from, for messages
   * @throws io.github.altprop.jobs.UserError naming every problem
   */
  public static Sweep read(String file, String yaml, Variant variant) {
    return read(
        file,
        yaml,
        variant,
        named -> {
          throw new UserError(file + ": published is " + named + ", expected values in place");
        });
  }

  /**
   * Reads a sweep.
   *
   * @param file where the text comes from, for messages
   * @param files the text of a file that the sweep names, by the path that it gives
   * @throws io.github.altprop.jobs.UserError naming every problem
   */
  public static Sweep read(String file, String yaml, Variant variant, UnaryOperator<String> files) {
    Problems problems = new Problems(file);
    Sweep sweep =
        new SweepReader(problems, files).read(YamlReader.document(yaml, problems), variant);
    problems.raise();
    return sweep;
  }

  /**
   * This sweep with more overrides, which count more than what its file sets, for all experiments
   * or for one: they stand at the end of every experiment's own.
   *
   * @param overrides {@code key.path=value}, as a command line has them
   * @throws UserError naming every one that is none, or whose key the sweep varies
   */
  public Sweep with(List<String> overrides) {
    Problems problems = new Problems(name);
    List<String> given = SweepOverrides.given(overrides, this, problems);
    problems.raise();
    Map<String, Entry> overridden = new LinkedHashMap<>();
    experiments.forEach((label, entry) -> overridden.put(label, entry.with(given)));
    return new Sweep(
        name, title, source, overridden, set, grid, data, seeds, measure, presentation);
  }

  /** Whether the other trains and measures the same points, however results are shown or told. */
  public boolean runsLike(Sweep other) {
    return runs().equals(other.runs());
  }

  private List<Object> runs() {
    return List.of(
        name,
        experiments.values().stream()
            .map(entry -> new Entry(entry.file(), untracked(entry.set())))
            .toList(),
        List.copyOf(experiments.keySet()),
        untracked(set),
        grid,
        data,
        seeds,
        measure);
  }

  private static List<String> untracked(List<String> set) {
    return set.stream().filter(override -> !override.startsWith("tracking.")).toList();
  }

  /** The sweep as YAML that {@link #read} turns into the same sweep. */
  public String toYaml() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    if (!title.isEmpty()) {
      values.put("title", title);
    }
    if (!source.isEmpty()) {
      values.put("source", source);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    experiments.forEach(
        (label, entry) -> {
          Map<String, Object> keys = new LinkedHashMap<>(); // the same text in every process
          keys.put("file", entry.file());
          keys.put("set", pairs(entry.set()));
          entries.put(label, keys);
        });
    values.put("experiments", entries);
    values.put("set", pairs(set));
    values.put("grid", grid);
    values.put("data", data);
    values.put("seeds", seeds);
    values.put("measure", measure);
    values.put("tables", PresentationWriter.tables(presentation));
    values.put("figures", PresentationWriter.figures(presentation));
    return YamlWriter.write(values);
  }

  private static Map<String, String> pairs(List<String> overrides) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String override : overrides) {
      int equals = override.indexOf('=');
      pairs.put(override.substring(0, equals), override.substring(equals + 1));
    }
    return pairs;
  }
}
