package io.github.altprop.benchmarks;

import static io.github.altprop.training.tensor.ElementType.FLOAT32;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps that are compared, by name; {@code torch_steps.py} knows the same names. */
final class StepCatalog {
  private static final Map<String, Object> PLAIN_ADAM = Map.of("learningRate", 1e-4);
  private static final Map<String, Object> MOMENTUM =
      Map.of("learningRate", 0.01, "momentum", 0.9, "weightDecay", 1e-4);

  private static final Map<String, StepSpec> SPECS = specs();

  private StepCatalog() {}

  /** The spec of a name such as {@code bp-lenet}. */
  static StepSpec require(String name) {
    StepSpec spec = SPECS.get(name);
    if (spec == null) {
      throw new IllegalArgumentException(
          "no step is named " + name + "; there are " + String.join(", ", SPECS.keySet()));
    }
    return spec;
  }

  private static Map<String, StepSpec> specs() {
    Map<String, StepSpec> specs = new LinkedHashMap<>();
    specs.put("bp-gait-cifar-deep", cifar("bp", 0));
    specs.put("bp-gait-cifar-deep-4096", cifar("bp", 0).withBatch(4096));
    specs.put("fa-gait-cifar-deep", feedbackAlignment());
    specs.put("gp-gait-cifar-deep", cifar("gp", 1));
    specs.put("gp-gait-cifar-deep-every-8", cifar("gp", 8));
    specs.put("bp-gait-imagenet", imagenet("bp", Map.of(), 0));
    specs.put("gp-gait-imagenet", imagenet("gp", Map.of("auxiliary", "implicit"), 1));
    specs.put("gp-gait-imagenet-explicit", imagenet("gp", Map.of(), 1));
    specs.put("gp-gait-imagenet-explicit-every-8", imagenet("gp", Map.of(), 8));
    for (String rule : List.of("bp", "fa", "usf", "adafa")) {
      specs.put(rule + "-vanilla-cnn", mean("vanilla-cnn", rule, "adam", PLAIN_ADAM, 32, 64));
    }
    specs.put("bp-lenet", mean("lenet", "bp", "sgd", MOMENTUM, 32, 128));
    specs.put("bp-resnet-20", mean("resnet-20", "bp", "adam", PLAIN_ADAM, 32, 128));
    specs.put("bp-resnet-18", mean("resnet-18", "bp", "sgd", MOMENTUM, 64, 32));
    specs.put("bp-resnet-18-256", mean("resnet-18", "bp", "sgd", MOMENTUM, 64, 256));
    return specs;
  }

  private static StepSpec cifar(String rule, int orthogonality) {
    return new StepSpec(
        "gait-cifar-deep",
        rule,
        Map.of(),
        "adam",
        Map.of("learningRate", 1.9e-5, "epsilon", 1e-6),
        "sum",
        orthogonality,
        100,
        FLOAT32,
        32,
        256);
  }

  private static StepSpec feedbackAlignment() {
    return new StepSpec(
        "gait-cifar-deep",
        "fa",
        Map.of("feedback", "orthogonal"),
        "adam",
        Map.of("learningRate", 2.5e-5, "beta2", 0.99, "epsilon", 1e-4),
        "sum",
        0,
        0,
        FLOAT32,
        32,
        256);
  }

  private static StepSpec imagenet(String rule, Map<String, Object> options, int orthogonality) {
    return new StepSpec(
        "gait-imagenet",
        rule,
        options,
        "adam",
        Map.of("learningRate", 4.9e-5, "beta2", 0.99),
        "sum",
        orthogonality,
        1,
        FLOAT32,
        64,
        64);
  }

  private static StepSpec mean(
      String network,
      String rule,
      String optimizer,
      Map<String, Object> optimizerOptions,
      int pixels,
      int batch) {
    return new StepSpec(
        network, rule, Map.of(), optimizer, optimizerOptions, "mean", 0, 0, FLOAT32, pixels, batch);
  }
}
