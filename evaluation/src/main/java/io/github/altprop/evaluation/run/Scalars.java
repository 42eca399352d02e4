package io.github.altprop.evaluation.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a metrics record under the names that charts have, the same in every tool that
 * shows charts. Names hold letters, digits, dashes, periods and slashes, which every such tool
 * takes. Numbers that are null or not finite are left out, and so are kinds of records that hold no
 * numbers over training.
 */
public final class Scalars {
  /** Charts of the fields of epoch and round records; fields that are not here have none. */
  private static final Map<String, String> EPOCH =
      Map.of(
          "epoch", "training/epoch",
          "trainLoss", "loss/train",
          "testLoss", "loss/test",
          "trainAccuracy", "accuracy/train",
          "testAccuracy", "accuracy/test",
          "trainTop5Accuracy", "top5Accuracy/train",
          "testTop5Accuracy", "top5Accuracy/test",
          "seconds", "training/epochSeconds");

  private static final Map<String, String> ROUND =
      Map.of(
          "loss", "loss/round",
          "learningRate", "training/learningRate",
          "imagesPerSecond", "training/imagesPerSecond",
          "waitSeconds", "training/waitSeconds");

  private static final Map<String, String> ANGLES = Map.of("degrees", "angleToBackprop");

  private static final Map<String, String> COMPONENTS =
      Map.of(
          "associatedLoss", "associatedLoss",
          "autoencoderLoss", "autoencoderLoss",
          "associatedSum", "associatedSum",
          "autoencoderSum", "autoencoderSum");

  /** Of records that {@link Evaluations} makes of what was measured after training. */
  private static final Map<String, String> EVALUATION =
      Map.of(
          "loss", "evaluated/loss",
          "accuracy", "evaluated/accuracy",
          "top5Accuracy", "evaluated/top5Accuracy",
          "associatedLoss", "evaluated/associatedLoss",
          "autoencoderLoss", "evaluated/autoencoderLoss",
          "associatedSum", "evaluated/associatedSum",
          "autoencoderSum", "evaluated/autoencoderSum");

  private static final Map<String, String> ALIGNMENT =
      Map.of(
          "cosine", "alignmentCosine",
          "angleDegrees", "alignmentDegrees",
          "bound", "alignmentBound",
          "forwardNorm", "weightNorm",
          "feedbackNorm", "feedbackNorm",
          "signFlips", "signFlips",
          "driftMean", "conservationDriftMean",
          "driftMax", "conservationDriftMax",
          "rho", "conservationRho",
          "rho2", "conservationRho2");

  private static final Map<String, String> UPDATE =
      Map.of(
          "loss", "wholeUpdate/loss",
          "lossBound", "wholeUpdate/lossBound",
          "gradientNorm", "wholeUpdate/gradientNorm",
          "updateNorm", "wholeUpdate/updateNorm",
          "angleDegrees", "wholeUpdate/angleDegrees",
          "innerProduct", "wholeUpdate/innerProduct",
          "lambda1", "alignmentDominance/lambda1",
          "lambda2", "alignmentDominance/lambda2");

  private Scalars() {}

  /**
   * The numbers of one record.
   *
   * @param record a line of {@code metrics.jsonl}, or one of {@link Evaluations}
   */
  public static List<Scalar> of(Map<String, ?> record) {
    String layer = String.valueOf(record.get("layer"));
    return switch (String.valueOf(record.get("kind"))) {
      case "epoch" -> under(EPOCH, "", record);
      case "round" -> under(ROUND, "", record);
      case "angles" -> under(ANGLES, "/" + layer, record);
      case "components" -> under(COMPONENTS, "/" + record.get("component"), record);
      case Evaluations.OF_SPLIT -> under(EVALUATION, "/" + record.get("split"), record);
      case Evaluations.OF_COMPONENT ->
          under(EVALUATION, "/" + record.get("split") + "/" + record.get("component"), record);
      case "alignment" ->
          layer.equals(MetricsReader.WHOLE_NETWORK)
              ? under(UPDATE, "", record)
              : under(ALIGNMENT, "/" + layer, record);
      default -> List.of();
    };
  }

  private static List<Scalar> under(
      Map<String, String> names, String below, Map<String, ?> record) {
    List<Scalar> scalars = new ArrayList<>();
    if (!(record.get("step") instanceof Number step)) {
      return scalars;
    }
    record.forEach(
        (field, value) -> {
          String name = names.get(field);
          if (name != null && value instanceof Number n && Double.isFinite(n.doubleValue())) {
            scalars.add(new Scalar(plain(name + below), step.longValue(), n.doubleValue()));
          }
        });
    return scalars;
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9_./-]", "_");
  }
}
