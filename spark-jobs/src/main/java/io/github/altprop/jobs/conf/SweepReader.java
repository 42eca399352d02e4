package io.github.altprop.jobs.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Holds what a sweep file says against what one may say, and collects every problem. */
final class SweepReader {
  static final List<String> KEYS =
      List.of(
          "name",
          "title",
          "source",
          "experiments",
          "set",
          "grid",
          "data",
          "seeds",
          "measure",
          "tables",
          "figures",
          "quick");
  static final List<String> QUICK_KEYS = List.of("set", "grid", "data", "seeds", "measure");
  private static final Pattern SEED = Pattern.compile("\\d{1,18}");

  private final Problems problems;
  private final SweepFields fields;
  private final UnaryOperator<String> files;

  /**
   * @param files the text of a file that the sweep names, by the path that it gives
   */
  SweepReader(Problems problems, UnaryOperator<String> files) {
    this.problems = problems;
    this.files = files;
    fields = new SweepFields(problems);
  }

  Sweep read(Node.Mapping root, Sweep.Variant variant) {
    Map<String, Node> keys = fields.byKey("", root, KEYS);
    Map<String, Node> quick =
        keys.containsKey("quick")
            ? fields.byKey("quick.", fields.mapping("quick", keys.get("quick")), QUICK_KEYS)
            : Map.of();
    if (variant == Sweep.Variant.QUICK && quick.isEmpty()) {
      problems.add("", "quick is missing: what the quick variant changes");
    }
    Map<String, Node> chosen = new LinkedHashMap<>(keys);
    List<String> set = new ArrayList<>(overrides("set", keys.get("set")));
    if (variant == Sweep.Variant.QUICK) {
      chosen.putAll(quick);
      set.addAll(overrides("quick.set", quick.get("set")));
    }
    Map<String, Sweep.Entry> experiments = experiments(keys.get("experiments"));
    Map<String, List<String>> grid = grid(chosen.get("grid"));
    List<String> data = fields.texts("data", chosen.get("data"), List.of("data"));
    List<Long> seeds = seeds(chosen.get("seeds"));
    return new Sweep(
        fields.text("name", keys.get("name")),
        keys.containsKey("title") ? fields.text("title", keys.get("title")) : "",
        keys.containsKey("source") ? fields.text("source", keys.get("source")) : "",
        experiments,
        set,
        grid,
        data,
        seeds,
        measures(chosen.get("measure")),
        new PresentationReader(problems, files, axes(experiments, data, grid, seeds))
            .read(keys.get("tables"), keys.get("figures")));
  }

  private static Map<String, List<String>> axes(
      Map<String, Sweep.Entry> experiments,
      List<String> data,
      Map<String, List<String>> grid,
      List<Long> seeds) {
    Map<String, List<String>> axes = new LinkedHashMap<>();
    axes.put("experiment", List.copyOf(experiments.keySet()));
    axes.put("data", data);
    axes.putAll(grid);
    axes.put("seed", seeds.stream().map(String::valueOf).toList());
    return axes;
  }

  private Map<String, Sweep.Entry> experiments(Node written) {
    Map<String, Sweep.Entry> experiments = new LinkedHashMap<>();
    for (Node.Entry entry : fields.mapping("experiments", written).entries()) {
      String path = "experiments." + entry.key();
      Sweep.Entry experiment =
          entry.value() instanceof Node.Mapping given
              ? entry(path, fields.byKey(path + ".", given, List.of("file", "set")))
              : new Sweep.Entry(fields.text(path, entry.value()), List.of());
      if (experiments.put(entry.key(), experiment) != null) {
        problems.add(entry.origin(), path + " is given twice");
      }
    }
    if (experiments.isEmpty()) {
      problems.add("", "experiments is missing: labels with experiment files");
    }
    return experiments;
  }

  private Sweep.Entry entry(String path, Map<String, Node> keys) {
    return new Sweep.Entry(
        fields.text(path + ".file", keys.get("file")), overrides(path + ".set", keys.get("set")));
  }

  private Map<String, List<String>> grid(Node written) {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    if (written == null) {
      return grid;
    }
    for (Node.Entry entry : fields.mapping("grid", written).entries()) {
      String path = "grid." + entry.key();
      if (!(entry.value() instanceof Node.Sequence values) || values.items().isEmpty()) {
        problems.add(entry.origin(), path + " is " + entry.value().show() + " but must be a list");
      } else if (grid.put(entry.key(), values.items().stream().map(SweepFields::flow).toList())
          != null) {
        problems.add(entry.origin(), path + " is given twice");
      }
    }
    return grid;
  }

  private List<String> overrides(String path, Node written) {
    return written == null
        ? List.of()
        : fields.mapping(path, written).entries().stream()
            .map(entry -> entry.key() + "=" + SweepFields.flow(entry.value()))
            .toList();
  }

  private List<Long> seeds(Node written) {
    List<Long> seeds = new ArrayList<>();
    for (String seed : fields.texts("seeds", written, List.of("1"))) {
      if (SEED.matcher(seed).matches()) {
        seeds.add(Long.valueOf(seed));
      } else {
        problems.add("", "seeds: " + seed + " but must be a whole number of at least 0");
      }
    }
    return seeds;
  }

  private List<String> measures(Node written) {
    List<String> measures = fields.texts("measure", written, List.of("evaluate"));
    for (String measure : measures) {
      if (!Sweep.MEASURES.contains(measure)) {
        problems.add(
            "", "measure: " + measure + " is none" + Suggestion.among(Sweep.MEASURES, measure));
      }
    }
    return measures;
  }
}
