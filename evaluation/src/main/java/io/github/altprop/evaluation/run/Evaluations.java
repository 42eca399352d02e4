package io.github.altprop.evaluation.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured over whole splits after training, as records like those of training. */
public final class Evaluations {
  static final String OF_SPLIT = "evaluation";
  static final String OF_COMPONENT = "componentEvaluation";

  private Evaluations() {}

  /**
   * A record for each split and each component of one.
   *
   * @param step of training after which it was measured
   */
  public static List<Map<String, Object>> records(
      long step, List<EvaluationRow> splits, List<ComponentRow> components) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (EvaluationRow row : splits) {
      Map<String, Object> record = record(OF_SPLIT, step, row.split());
      put(record, "loss", row.loss());
      put(record, "accuracy", row.accuracy());
      put(record, "top5Accuracy", row.top5Accuracy());
      records.add(record);
    }
    for (ComponentRow row : components) {
      Map<String, Object> record = record(OF_COMPONENT, step, row.split());
      record.put("component", row.component());
      put(record, "associatedLoss", row.associatedLoss());
      put(record, "autoencoderLoss", row.autoencoderLoss());
      put(record, "associatedSum", row.associatedSum());
      put(record, "autoencoderSum", row.autoencoderSum());
      records.add(record);
    }
    return records;
  }

  private static Map<String, Object> record(String kind, long step, String split) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", kind);
    record.put("step", step);
    record.put("split", split);
    return record;
  }

  private static void put(Map<String, Object> record, String field, OptionalDouble value) {
    value.ifPresent(number -> record.put(field, number));
  }
}
