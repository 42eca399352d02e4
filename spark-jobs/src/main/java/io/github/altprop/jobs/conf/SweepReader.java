package io.github.altprop.jobs.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds what a sweep file says against what one may say, and collects every problem. */
final class SweepReader {
  private static final List<String> KEYS =
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
          "quick");
  private static final List<String> QUICK_KEYS = List.of("set", "grid", "data", "seeds", "measure");
  private static final Pattern SEED = Pattern.compile("\\d{1,18}");

  private final Problems problems;

  SweepReader(Problems problems) {
    this.problems = problems;
  }

  Sweep read(Node.Mapping root, Sweep.Variant variant) {
    Map<String, Node> keys = byKey("", root, KEYS);
    Map<String, Node> quick =
        keys.containsKey("quick")
            ? byKey("quick.", mapping("quick", keys.get("quick")), QUICK_KEYS)
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
    return new Sweep(
        text("name", keys.get("name")),
        keys.containsKey("title") ? text("title", keys.get("title")) : "",
        keys.containsKey("source") ? text("source", keys.get("source")) : "",
        experiments(keys.get("experiments")),
        set,
        grid(chosen.get("grid")),
        texts("data", chosen.get("data"), List.of("data")),
        seeds(chosen.get("seeds")),
        measures(chosen.get("measure")));
  }

  private Map<String, Node> byKey(String path, Node.Mapping mapping, List<String> known) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        problems.add(
            entry.origin(),
            path + entry.key() + " is not known" + Suggestion.among(known, entry.key()));
      } else if (values.put(entry.key(), entry.value()) != null) {
        problems.add(entry.origin(), path + entry.key() + " is given twice");
      }
    }
    return values;
  }

  private Map<String, Sweep.Entry> experiments(Node written) {
    Map<String, Sweep.Entry> experiments = new LinkedHashMap<>();
    for (Node.Entry entry : mapping("experiments", written).entries()) {
      String path = "experiments." + entry.key();
      Sweep.Entry experiment =
          entry.value() instanceof Node.Mapping given
              ? entry(path, byKey(path + ".", given, List.of("file", "set")))
              : new Sweep.Entry(text(path, entry.value()), List.of());
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
        text(path + ".file", keys.get("file")), overrides(path + ".set", keys.get("set")));
  }

  private Map<String, List<String>> grid(Node written) {
    Map<String, List<String>> grid = new LinkedHashMap<>();
    if (written == null) {
      return grid;
    }
    for (Node.Entry entry : mapping("grid", written).entries()) {
      String path = "grid." + entry.key();
      if (!(entry.value() instanceof Node.Sequence values) || values.items().isEmpty()) {
        problems.add(entry.origin(), path + " is " + entry.value().show() + " but must be a list");
      } else if (grid.put(entry.key(), values.items().stream().map(SweepReader::flow).toList())
          != null) {
        problems.add(entry.origin(), path + " is given twice");
      }
    }
    return grid;
  }

  private List<String> overrides(String path, Node written) {
    return written == null
        ? List.of()
        : mapping(path, written).entries().stream()
            .map(entry -> entry.key() + "=" + flow(entry.value()))
            .toList();
  }

  private List<Long> seeds(Node written) {
    List<Long> seeds = new ArrayList<>();
    for (String seed : texts("seeds", written, List.of("1"))) {
      if (SEED.matcher(seed).matches()) {
        seeds.add(Long.valueOf(seed));
      } else {
        problems.add("", "seeds: " + seed + " but must be a whole number of at least 0");
      }
    }
    return seeds;
  }

  private List<String> measures(Node written) {
    List<String> measures = texts("measure", written, List.of("evaluate"));
    for (String measure : measures) {
      if (!Sweep.MEASURES.contains(measure)) {
        problems.add(
            "", "measure: " + measure + " is none" + Suggestion.among(Sweep.MEASURES, measure));
      }
    }
    return measures;
  }

  private List<String> texts(String path, Node written, List<String> otherwise) {
    if (written == null) {
      return otherwise;
    }
    if (written instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
      List<String> texts = sequence.items().stream().map(item -> text(path, item)).toList();
      texts.stream()
          .filter(text -> texts.indexOf(text) != texts.lastIndexOf(text))
          .distinct()
          .forEach(twice -> problems.add("", path + ": " + twice + " is given twice"));
      return texts;
    }
    problems.add(written.origin(), path + " is " + written.show() + " but must be a list");
    return otherwise;
  }

  private String text(String path, Node written) {
    Optional<String> text =
        written instanceof Node.Scalar scalar && !scalar.text().isEmpty()
            ? Optional.of(scalar.text())
            : Optional.empty();
    if (text.isEmpty()) {
      problems.add(
          written == null ? "" : written.origin(),
          path + " is " + (written == null ? "missing" : written.show()) + ": a text");
    }
    return text.orElse("");
  }

  private Node.Mapping mapping(String path, Node written) {
    if (written instanceof Node.Mapping mapping) {
      return mapping;
    }
    if (written != null && !(written instanceof Node.Scalar scalar && scalar.text().isEmpty())) {
      problems.add(
          written.origin(), path + " is " + written.show() + " but must hold keys with values");
    }
    return new Node.Mapping(List.of(), "");
  }

  /** A value as an override writes it: in one line. */
  private static String flow(Node value) {
    if (value instanceof Node.Sequence sequence) {
      return sequence.items().stream()
          .map(SweepReader::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Node.Mapping mapping) {
      return mapping.entries().stream()
          .map(entry -> entry.key() + ": " + flow(entry.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return ((Node.Scalar) value).text();
  }
}
