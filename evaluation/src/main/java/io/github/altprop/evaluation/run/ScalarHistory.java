package io.github.altprop.evaluation.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All numbers that a run recorded, in the order and with the times of their recording, and last
 * what was evaluated after training, at its last epoch. A longer history of the same run begins
 * with the shorter one, unless it was evaluated in between.
 *
 * <p>Records say how long rounds and epochs took, not when they were: times count training alone,
 * from the run's first start, as if it had never been interrupted.
 *
 * @param start of the run, in seconds since 1970; 0 where it is not known
 * @param entries in the order of training
 */
public record ScalarHistory(double start, List<Entry> entries) {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The numbers of one record.
   *
   * @param seconds since 1970
   * @param scalars all of one step; at least one
   */
  public record Entry(double seconds, List<Scalar> scalars) {
    public Entry {
      scalars = List.copyOf(scalars);
    }

    /** Steps made until then. */
    public long step() {
      return scalars.get(0).step();
    }
  }

  public ScalarHistory {
    entries = List.copyOf(entries);
  }

  /**
   * Reads what a run has recorded until now.
   *
   * @param run that was read without a complaint
   * @throws MalformedRunException if a line that is whole is no JSON object
   */
  public static ScalarHistory read(Run run, RunFiles files) {
    double start = run.provenance().first("sessions[0].started").map(ScalarHistory::at).orElse(0.0);
    String text = files.read(Metrics.FILE).orElse("");
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    List<Entry> entries = new ArrayList<>();
    double now = start;
    double epochBegan = start;
    for (int i = 0; i < lines.size(); i++) {
      Optional<Map<String, Object>> read = object(lines.get(i), run, i + 1);
      if (read.isEmpty()) {
        continue;
      }
      Map<String, Object> record = read.get();
      if ("round".equals(record.get("kind"))) {
        now +=
            seconds(record, "broadcastSeconds")
                + seconds(record, "fitSeconds")
                + seconds(record, "reduceSeconds");
      } else if ("epoch".equals(record.get("kind"))) {
        now = Math.max(now, epochBegan + seconds(record, "seconds"));
        epochBegan = now;
      }
      List<Scalar> scalars = Scalars.of(record);
      if (!scalars.isEmpty()) {
        entries.add(new Entry(now, scalars));
      }
    }
    long last = run.lastEpoch().map(Epoch::step).orElse(0L);
    for (Map<String, Object> record :
        Evaluations.records(last, run.evaluation(), run.components())) {
      List<Scalar> scalars = Scalars.of(record);
      if (!scalars.isEmpty()) {
        entries.add(new Entry(now, scalars));
      }
    }
    return new ScalarHistory(start, entries);
  }

  private static Optional<Map<String, Object>> object(String line, Run run, int number) {
    if (line.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(line, OBJECT));
    } catch (JsonProcessingException e) {
      throw new Place(run.folder(), Metrics.FILE, number)
          .problem("no JSON object: " + e.getOriginalMessage());
    }
  }

  private static double seconds(Map<String, Object> record, String field) {
    boolean known =
        record.get(field) instanceof Number n
            && Double.isFinite(n.doubleValue())
            && n.doubleValue() > 0;
    return known ? ((Number) record.get(field)).doubleValue() : 0;
  }

  private static double at(String instant) {
    try {
      return Instant.parse(instant).toEpochMilli() / 1e3;
    } catch (DateTimeParseException | ArithmeticException e) {
      return 0;
    }
  }
}
