package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.OptionSpec;
import java.util.List;

/** The sections and keys of an experiment file. */
final class ExperimentSchema {
  private ExperimentSchema() {}

  static Schema.Section of(Catalog catalog) {
    return new Schema.Section(
        "",
        List.of(
            new Schema.Text("name", null, "what reports call the run"),
            new Schema.Section(
                "dataset",
                List.of(
                    new Schema.Text(
                        "name",
                        Experiment.ANY_DATASET,
                        "the data set that the experiment is about; another is refused"),
                    word("normalization", "unit", catalog.normalizations(), "scale of the pixels"),
                    new Schema.Leaf(
                        OptionSpec.fractions(
                            "mean",
                            List.of(),
                            "of normalization channels: the mean of each channel, of values scaled"
                                + " to 0..1; empty: that of the training images")),
                    new Schema.Leaf(
                        OptionSpec.positiveFractions(
                            "std",
                            List.of(),
                            "the same for the standard deviation of each channel")),
                    word("augmentation", "none", catalog.augmentations(), "random changes"))),
            new Schema.Pick("network", catalog.networks(), null),
            new Schema.Pick("rule", catalog.rules(), null),
            new Schema.Pick("loss", catalog.losses(), first(catalog.losses().names())),
            new Schema.Pick("optimizer", catalog.optimizers(), null),
            new Schema.Pick("schedule", catalog.schedules(), first(catalog.schedules().names())),
            new Schema.Parts("regularizers", catalog.regularizers()),
            word(
                "precision",
                "float32",
                List.of("float32", "float64", "tf32"),
                "number format; tf32, on GPUs only, is float32 with products in TensorFloat-32"),
            whole("batchSize", null, 0, "examples in a minibatch; 0: the whole training split"),
            new Schema.Leaf(
                OptionSpec.flag(
                    "dropLast",
                    false,
                    "whether training leaves out an epoch's last minibatch if it is short")),
            new Schema.Leaf(
                OptionSpec.flag(
                    "shuffle",
                    true,
                    "whether each epoch has an order of its own; false: always as stored")),
            whole("epochs", null, 0, "passes over the training split; 0 only measures the start"),
            seed(),
            new Schema.Section(
                "averaging",
                List.of(
                    whole("workers", 1L, 1, "workers that train side by side"),
                    whole("period", 10L, 1, "minibatches of a worker between two averagings"),
                    word(
                        "optimizerState",
                        "average",
                        List.of("average", "keep"),
                        "what happens to the optimiser's moments in an averaging"))),
            new Schema.Section(
                "metrics",
                List.of(
                    whole(
                        "anglesEvery",
                        100L,
                        0,
                        "steps of an epoch between two angle measurements; 0 for none"),
                    whole(
                        "evaluateEvery",
                        1L,
                        1,
                        "epochs between two evaluations, with a checkpoint each; the last always"),
                    new Schema.Every(
                        "alignmentEvery",
                        "steps or epochs between two measurements of alignment and conservation; 0"
                            + " for none"))),
            new Schema.Section(
                "checkpoint",
                List.of(
                    whole("everyRounds", 0L, 0, "rounds between checkpoints; 0: every epoch only"),
                    whole("keep", 3L, 1, "checkpoints that are kept beside the best one"))),
            new Schema.Section(
                "tracking",
                List.of(
                    new Schema.Text(
                        "mlflow",
                        Tracking.NONE,
                        "the MLflow server that is told of the training: its http address,"
                            + " environment (what MLFLOW_TRACKING_URI says), or none"),
                    new Schema.Text(
                        "experiment",
                        "altprop",
                        "the experiment of the server that the run is listed in; made if it is not"
                            + " there"))),
            word(
                "onDivergence",
                "stop",
                List.of("stop", "continue"),
                "what follows when a loss, an update or a parameter is not finite"),
            word("engine", first(catalog.engines()), catalog.engines(), "what computes")));
  }

  private static Schema whole(String name, Long defaultValue, int minimum, String doc) {
    return new Schema.Leaf(OptionSpec.integer(name, defaultValue, minimum, doc));
  }

  private static Schema seed() {
    return new Schema.Leaf(
        new OptionSpec(
            "seed",
            OptionSpec.Kind.INTEGER,
            1L,
            0,
            Long.MAX_VALUE,
            false,
            List.of(),
            null,
            "where all randomness starts"));
  }

  private static Schema word(String name, String defaultValue, List<String> choices, String doc) {
    return new Schema.Leaf(OptionSpec.choice(name, defaultValue, choices, doc));
  }

  private static String first(List<String> names) {
    return names.isEmpty() ? null : names.get(0);
  }
}
