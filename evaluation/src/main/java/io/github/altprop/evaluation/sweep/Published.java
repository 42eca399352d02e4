package io.github.altprop.evaluation.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Numbers that a paper prints.
 *
 * @param source where they stand there
 * @param values by row, then by column and quantity, in the quantity's own unit
 */
public record Published(String source, Map<String, Map<String, Value>> values) {
  /**
   * A number of a paper.
   *
   * @param spread what the paper gives behind ±, if anything
   */
  public record Value(double mean, OptionalDouble spread) {}

  public Published {
    values = new LinkedHashMap<>(values);
  }

  /** How a cell is called under its row: the quantity alone where a table has no columns. */
  public static String cell(String column, String quantity) {
    return column.isEmpty() ? quantity : column + "/" + quantity;
  }

  /** The number at a place of a table, if the paper has one. */
  Optional<Value> at(String row, String column, String quantity) {
    return Optional.ofNullable(values.getOrDefault(row, Map.of()).get(cell(column, quantity)));
  }
}
