package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.run.Epoch;
import io.github.altprop.evaluation.run.Run;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A run's losses and accuracies by epoch as CSV, small enough to keep beside a text. */
final class Curve {
  private static final int MOST_ROWS = 400;
  private static final MathContext DIGITS = new MathContext(7);

  /** Among so few classes, to be one of five says little. */
  private static final int CLASSES_WITHOUT_TOP_5 = 10;

  private Curve() {}

  /** At most some 400 of the epochs that were measured, evenly chosen, the last one included. */
  static String csv(Run run) {
    boolean many = run.classes().orElse(0) > CLASSES_WITHOUT_TOP_5;
    List<Map.Entry<String, Function<Epoch, OptionalDouble>>> columns =
        SweepTables.QUANTITIES.entrySet().stream()
            .filter(column -> many || !column.getKey().contains("Top5"))
            .toList();
    List<Epoch> measured =
        run.epochs().stream()
            .filter(e -> columns.stream().anyMatch(c -> c.getValue().apply(e).isPresent()))
            .toList();
    List<String> header = new ArrayList<>(List.of("epoch", "step"));
    columns.forEach(column -> header.add(column.getKey()));
    StringBuilder csv = new StringBuilder(SweepTables.line(header));
    int stride = Math.max(1, (measured.size() + MOST_ROWS - 1) / MOST_ROWS);
    for (int i = 0; i < measured.size(); i++) {
      if (i % stride == 0 || i == measured.size() - 1) {
        Epoch epoch = measured.get(i);
        List<String> cells =
            new ArrayList<>(List.of(Integer.toString(epoch.epoch()), Long.toString(epoch.step())));
        columns.forEach(column -> cells.add(number(column.getValue().apply(epoch))));
        csv.append(SweepTables.line(cells));
      }
    }
    return csv.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? new BigDecimal(value.getAsDouble()).round(DIGITS).stripTrailingZeros().toPlainString()
        : "";
  }
}
