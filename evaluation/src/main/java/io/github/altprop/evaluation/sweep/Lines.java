package io.github.altprop.evaluation.sweep;

import java.util.List;
import java.util.OptionalDouble;

/** Lines of comma-separated values. */
final class Lines {
  private Lines() {}

  static String of(List<String> header, List<List<String>> rows) {
    StringBuilder text = new StringBuilder(String.join(",", header)).append('\n');
    for (List<String> row : rows) {
      text.append(String.join(",", row.stream().map(Lines::quoted).toList())).append('\n');
    }
    return text.toString();
  }

  static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[,\"\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
