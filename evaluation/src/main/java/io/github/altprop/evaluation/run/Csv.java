package io.github.altprop.evaluation.run;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Comma-separated tables with a header line; an empty cell is an undefined number.
 *
 * <p>Written by hand: of a library only the splitting of a line would be used, {@link #cells}, and
 * this module would depend on one more jar.
 */
final class Csv {
  private Csv() {}

  /** One line of a table, by column. */
  record Row(Place place, Map<String, String> cells) {
    String text(String column) {
      return cells.get(column);
    }

    OptionalDouble number(String column) {
      String cell = text(column);
      if (cell.isEmpty()) {
        return OptionalDouble.empty();
      }
      try {
        double value = Double.parseDouble(cell);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
      } catch (NumberFormatException e) {
        throw place.problem(column + ": '" + cell + "', expected a number or nothing");
      }
    }

    long integer(String column) {
      try {
        return Long.parseLong(text(column));
      } catch (NumberFormatException e) {
        throw place.problem(column + ": '" + text(column) + "', expected a whole number");
      }
    }

    Instant instant(String column) {
      try {
        return Instant.parse(text(column));
      } catch (DateTimeParseException e) {
        throw place.problem(column + ": '" + text(column) + "', expected a time");
      }
    }
  }

  /** Reads a table whose header names at least {@code columns}, in any order. */
  static <T> List<T> read(Place file, String text, List<String> columns, Function<Row, T> read) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw file.at(1).problem("empty, expected the header " + String.join(",", columns));
    }
    List<String> header = cells(lines.get(0));
    for (String column : columns) {
      if (!header.contains(column)) {
        throw file.at(1).problem("no column '" + column + "' in the header '" + lines.get(0) + "'");
      }
    }
    List<T> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows.add(read.apply(row(file.at(i + 1), header, cells(lines.get(i)))));
      }
    }
    return List.copyOf(rows);
  }

  private static Row row(Place place, List<String> header, List<String> cells) {
    if (cells.size() != header.size()) {
      throw place.problem(cells.size() + " cells, expected " + header.size() + " as in the header");
    }
    Map<String, String> byColumn = new LinkedHashMap<>();
    for (int i = 0; i < header.size(); i++) {
      byColumn.put(header.get(i), cells.get(i));
    }
    return new Row(place, byColumn);
  }

  /** Splits at commas outside of double quotes; a doubled quote inside quotes is a quote. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  /** Writes the header and one line for each row. */
  static <T> String write(List<String> columns, List<T> rows, Function<T, List<Object>> cells) {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (T row : rows) {
      text.append(String.join(",", cells.apply(row).stream().map(Csv::cell).toList())).append('\n');
    }
    return text.toString();
  }

  private static String cell(Object value) {
    if (value instanceof OptionalDouble number) {
      return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
    }
    String text = value.toString();
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
