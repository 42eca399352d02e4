package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Registry;
import io.github.altprop.training.tensor.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A checked experiment: what is trained, how, on what.
 *
 * @param batchSize examples in a minibatch; 0 until {@link #on} knows the data, if it is all
 * @param dropLast whether training leaves out the last minibatch of an epoch if it is short
 * @param shuffle whether each epoch visits the training examples in an order of its own; else all
 *     do as they are stored
 * @param regularizers options by the regulariser's name; absent ones are off
 * @param anglesEvery steps of an epoch between two measurements of the update angles; 0 for none
 * @param evaluateEvery epochs between two evaluations of both splits, each with a checkpoint
 * @param alignmentEvery how often feedback alignment is measured
 * @param tracking which server is told of the training
 * @param stopsOnDivergence whether training ends with the round in which something first is not
 *     finite
 * @param notes what a user should know of how it was read
 * @param resolved the same as nested maps, every default written out
 */
public record Experiment(
    String name,
    Dataset dataset,
    Choice network,
    Choice rule,
    Choice loss,
    Choice optimizer,
    Choice schedule,
    Map<String, Options> regularizers,
    Precision precision,
    int batchSize,
    boolean dropLast,
    boolean shuffle,
    int epochs,
    long seed,
    Averaging averaging,
    int anglesEvery,
    int evaluateEvery,
    Interval alignmentEvery,
    CheckpointPolicy checkpoint,
    Tracking tracking,
    boolean stopsOnDivergence,
    String engine,
    List<String> notes,
    Map<String, Object> resolved) {
  /** The {@code dataset.name} of an experiment that takes any data. */
  public static final String ANY_DATASET = "any";

  /**
   * Reads an experiment.
   *
   * @param source where the text comes from, for messages: a file name
   * @param yaml the file's text
   * @param overrides {@code key.path=value}, applied in order
   * @throws io.github.altprop.jobs.UserError naming every problem: what is unknown, missing,
   *     mistyped, out of range or given twice
   */
  public static Experiment read(
      String source, String yaml, List<String> overrides, Catalog catalog) {
    Problems problems = new Problems(source);
    Schema.Section schema = ExperimentSchema.of(catalog);
    Overrides changes = new Overrides(schema.components(), problems);
    Node.Mapping written = changes.apply(YamlReader.document(yaml, problems), overrides);
    Map<String, Object> resolved = new Checker(problems).check(schema, written);
    Dataset.problems(resolved).forEach(problem -> problems.add("", problem));
    Tracking.problem(resolved).ifPresent(problem -> problems.add("", problem));
    problems.raise();
    return of(resolved, changes.notes(), catalog);
  }

  /**
   * This experiment for a data set: a batch size of 0, full batch, becomes its number of training
   * examples. What was written stays 0.
   */
  public Experiment on(long trainingExamples) {
    return batchSize > 0
        ? this
        : new Experiment(
            name,
            dataset,
            network,
            rule,
            loss,
            optimizer,
            schedule,
            regularizers,
            precision,
            Math.toIntExact(trainingExamples),
            dropLast,
            shuffle,
            epochs,
            seed,
            averaging,
            anglesEvery,
            evaluateEvery,
            alignmentEvery,
            checkpoint,
            tracking,
            stopsOnDivergence,
            engine,
            notes,
            resolved);
  }

  /**
   * Minibatches of an epoch. The last of them may be short, unless it is dropped.
   *
   * @param trainingExamples of the data
   */
  public int minibatches(long trainingExamples) {
    if (batchSize == 0) {
      return 1; // the whole split
    }
    long whole = trainingExamples / batchSize;
    boolean rest = trainingExamples % batchSize > 0;
    return Math.toIntExact(rest && !dropLast ? whole + 1 : whole);
  }

  /** The experiment as YAML that {@link #read} turns into the same experiment. */
  public String toYaml() {
    return YamlWriter.write(resolved);
  }

  /**
   * What a resumed run must not change but this experiment does, each as "path is A, was B".
   * Epochs, metrics, checkpoints, tracking and what a divergence does may change.
   *
   * @param before the experiment that the run began with
   */
  public List<String> conflictsWith(Experiment before) {
    return Changes.between(
        before.resolved,
        resolved,
        Set.of("epochs", "metrics", "checkpoint", "tracking", "onDivergence"));
  }

  private static Experiment of(Map<String, Object> resolved, List<String> notes, Catalog catalog) {
    Map<String, Object> dataset = map(resolved, "dataset");
    Map<String, Object> averaging = map(resolved, "averaging");
    Map<String, Object> checkpoint = map(resolved, "checkpoint");
    return new Experiment(
        (String) resolved.get("name"),
        new Dataset(
            (String) dataset.get("name"),
            (String) dataset.get("normalization"),
            numbers(dataset, "mean"),
            numbers(dataset, "std"),
            (String) dataset.get("augmentation")),
        choice(resolved, "network", catalog.networks()),
        choice(resolved, "rule", catalog.rules()),
        choice(resolved, "loss", catalog.losses()),
        choice(resolved, "optimizer", catalog.optimizers()),
        choice(resolved, "schedule", catalog.schedules()),
        parts(resolved, "regularizers", catalog.regularizers()),
        Precision.of((String) resolved.get("precision")),
        whole(resolved, "batchSize"),
        (Boolean) resolved.get("dropLast"),
        (Boolean) resolved.get("shuffle"),
        whole(resolved, "epochs"),
        (Long) resolved.get("seed"),
        new Averaging(
            whole(averaging, "workers"),
            whole(averaging, "period"),
            averaging.get("optimizerState").equals("keep")),
        whole(map(resolved, "metrics"), "anglesEvery"),
        whole(map(resolved, "metrics"), "evaluateEvery"),
        Interval.read(map(resolved, "metrics").get("alignmentEvery").toString()).orElseThrow(),
        new CheckpointPolicy(whole(checkpoint, "everyRounds"), whole(checkpoint, "keep")),
        new Tracking(
            (String) map(resolved, "tracking").get("mlflow"),
            (String) map(resolved, "tracking").get("experiment")),
        resolved.get("onDivergence").equals("stop"),
        (String) resolved.get("engine"),
        notes,
        resolved);
  }

  private static Choice choice(Map<String, Object> from, String key, Registry<?> registry) {
    Map<String, Object> values = new LinkedHashMap<>(map(from, key));
    String name = (String) values.remove("name");
    return new Choice(name, Options.of(registry.require(name).options(), values));
  }

  private static Map<String, Options> parts(
      Map<String, Object> from, String key, Registry<?> registry) {
    Map<String, Options> parts = new LinkedHashMap<>();
    Map<String, Object> values = map(from, key);
    for (Component<?> component : registry.all()) {
      if (values.containsKey(component.name())) {
        parts.put(component.name(), Options.of(component.options(), map(values, component.name())));
      }
    }
    return parts;
  }

  @SuppressWarnings("unchecked") // the checker builds nothing else at these keys
  private static Map<String, Object> map(Map<String, Object> from, String key) {
    return (Map<String, Object>) from.get(key);
  }

  private static List<Double> numbers(Map<String, Object> from, String key) {
    return ((List<?>) from.get(key)).stream().map(v -> ((Number) v).doubleValue()).toList();
  }

  private static int whole(Map<String, Object> from, String key) {
    return Math.toIntExact((Long) from.get(key));
  }
}
