package io.github.altprop.jobs.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * @param measure of each finished point: evaluate, angles, distances
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
    List<String> measure) {
  /** What can be measured of a point. */
  public static final List<String> MEASURES = List.of("evaluate", "angles", "distances");

  /**
   * One of the experiments.
   *
   * @param file of the experiment, relative to the sweep's own
   * @param set overrides of its points, {@code key.path=value}
   */
  public record Entry(String file, List<String> set) {
    public Entry {
      set = List.copyOf(set);
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
    set = List.copyOf(set);
    data = List.copyOf(data);
    seeds = List.copyOf(seeds);
    measure = List.copyOf(measure);
  }

  /**
   * Reads a sweep.
   *
   * @param file where the text comes from, for messages
   * @throws io.github.altprop.jobs.UserError naming every problem
   */
  public static Sweep read(String file, String yaml, Variant variant) {
    Problems problems = new Problems(file);
    Sweep sweep = new SweepReader(problems).read(YamlReader.document(yaml, problems), variant);
    problems.raise();
    return sweep;
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
