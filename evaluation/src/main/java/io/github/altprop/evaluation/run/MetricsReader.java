package io.github.altprop.evaluation.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Reads {@code metrics.jsonl}. A line that repeats an epoch, or a step's layer or component,
 * replaces the earlier one: a resumed run writes again what it does again. Kinds that a report does
 * not need are skipped.
 */
final class MetricsReader {
  /** The layer of records that speak of all parameters. */
  static final String WHOLE_NETWORK = "all";

  private final JsonMapper json =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private final Map<Integer, Epoch> epochs = new TreeMap<>();
  private final Map<Long, Map<String, StepAngle>> angles = new TreeMap<>();
  private final Map<Long, Map<String, StepLosses>> losses = new TreeMap<>();

  private final Map<Long, Map<String, StepAlignment>> alignment = new TreeMap<>();
  private final Map<Long, StepDominance> dominance = new TreeMap<>();

  private TheoryTerms theory;
  private DivergencePoint divergence;

  private MetricsReader() {}

  static Metrics read(String run, String text) {
    MetricsReader log = new MetricsReader();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      // A run that is being written, or was killed, may end in half a line.
      boolean incomplete = i == lines.size() - 1 && !text.endsWith("\n");
      if (!lines.get(i).isBlank()) {
        log.add(new Place(run, Metrics.FILE, i + 1), lines.get(i), incomplete);
      }
    }
    return log.metrics();
  }

  private Metrics metrics() {
    return new Metrics(
        List.copyOf(epochs.values()),
        flat(angles),
        flat(losses),
        flat(alignment),
        List.copyOf(dominance.values()),
        Optional.ofNullable(theory),
        Optional.ofNullable(divergence));
  }

  private static <T> List<T> flat(Map<Long, Map<String, T>> byStep) {
    return byStep.values().stream().flatMap(parts -> parts.values().stream()).toList();
  }

  private void add(Place place, String line, boolean incomplete) {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JsonProcessingException e) {
      if (incomplete) {
        return;
      }
      throw place.problem("no JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw place.problem("'" + line + "', expected a JSON object");
    }
    switch (node.path("kind").asText()) {
      case "epoch" -> {
        Epoch epoch = epoch(node, place);
        epochs.put(epoch.epoch(), epoch);
      }
      case "angles" -> {
        StepAngle angle = angle(node, place);
        angles
            .computeIfAbsent(angle.step(), step -> new LinkedHashMap<>())
            .put(angle.layer(), angle);
      }
      case "components" -> {
        StepLosses component = losses(node, place);
        losses
            .computeIfAbsent(component.step(), step -> new LinkedHashMap<>())
            .put(component.component(), component);
      }
      case "alignment" -> addAlignment(node, place);
      case "theory" -> theory = theory(node, place);
      case "divergence" ->
          divergence =
              new DivergencePoint(
                  Math.toIntExact(integer(node, "epoch", place)),
                  integer(node, "step", place),
                  name(node, "layer", place),
                  name(node, "what", place));
      case "" ->
          throw place.problem(
              "no \"kind\", expected epoch, round, angles, alignment, components or divergence");
      default -> {}
    }
  }

  private void addAlignment(JsonNode node, Place place) {
    long step = integer(node, "step", place);
    String layer = name(node, "layer", place);
    if (layer.equals(WHOLE_NETWORK)) {
      dominance.put(
          step,
          new StepDominance(
              step,
              number(node, "loss", place),
              number(node, "lossBound", place),
              number(node, "gradientNorm", place),
              number(node, "updateNorm", place),
              number(node, "angleDegrees", place),
              number(node, "lambda1", place),
              number(node, "lambda2", place)));
    } else {
      alignment
          .computeIfAbsent(step, s -> new LinkedHashMap<>())
          .put(layer, alignment(step, layer, node, place));
    }
  }

  private static StepAlignment alignment(long step, String layer, JsonNode node, Place place) {
    return new StepAlignment(
        step,
        layer,
        number(node, "cosine", place),
        number(node, "bound", place),
        number(node, "forwardNorm", place),
        number(node, "signFlips", place),
        isAbsent(node, "neurons") ? "" : name(node, "neurons", place),
        number(node, "driftMean", place),
        number(node, "driftMax", place),
        number(node, "rho", place),
        number(node, "rho2", place));
  }

  private static TheoryTerms theory(JsonNode node, Place place) {
    return new TheoryTerms(
        number(node, "examples", place),
        number(node, "separability", place),
        number(node, "leastSquaredNorm", place),
        number(node, "theta", place),
        number(node, "energy", place),
        isAbsent(node, "signsKept")
            ? Optional.empty()
            : Optional.of(node.get("signsKept").asBoolean()),
        number(node, "separableLambda", place),
        number(node, "nearlyOrthogonalLambda", place),
        isAbsent(node, "doesNotApply")
            ? Optional.empty()
            : Optional.of(name(node, "doesNotApply", place)));
  }

  private static Epoch epoch(JsonNode node, Place place) {
    return new Epoch(
        Math.toIntExact(integer(node, "epoch", place)),
        integer(node, "step", place),
        number(node, "trainLoss", place),
        number(node, "trainAccuracy", place),
        number(node, "trainTop5Accuracy", place),
        number(node, "testLoss", place),
        number(node, "testAccuracy", place),
        number(node, "testTop5Accuracy", place));
  }

  private static StepAngle angle(JsonNode node, Place place) {
    return new StepAngle(
        integer(node, "step", place), name(node, "layer", place), number(node, "degrees", place));
  }

  private static StepLosses losses(JsonNode node, Place place) {
    return new StepLosses(
        integer(node, "step", place),
        name(node, "component", place),
        number(node, "associatedLoss", place),
        number(node, "autoencoderLoss", place),
        number(node, "associatedSum", place),
        number(node, "autoencoderSum", place));
  }

  private static String name(JsonNode node, String field, Place place) {
    if (!node.path(field).isTextual()) {
      throw place.problem(field + ": " + node.get(field) + ", expected a name");
    }
    return node.get(field).asText();
  }

  private static long integer(JsonNode node, String field, Place place) {
    if (!node.path(field).canConvertToExactIntegral()) {
      throw place.problem(field + ": " + node.get(field) + ", expected a whole number");
    }
    return node.get(field).longValue();
  }

  private static boolean isAbsent(JsonNode node, String field) {
    return node.path(field).isMissingNode() || node.path(field).isNull();
  }

  private static OptionalDouble number(JsonNode node, String field, Place place) {
    JsonNode value = node.path(field);
    if (isAbsent(node, field)) {
      return OptionalDouble.empty();
    }
    if (!value.isNumber()) {
      throw place.problem(field + ": " + value + ", expected a number or null");
    }
    return OptionalDouble.of(value.doubleValue());
  }
}
