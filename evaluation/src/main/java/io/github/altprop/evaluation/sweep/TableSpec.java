package io.github.altprop.evaluation.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of a sweep.
 *
 * @param rows the axes whose combined values are rows
 * @param columns the axis whose values are groups of columns; empty for one group
 * @param where the points that it is about: values by axis
 * @param values names of quantities, a column each
 * @param published what a paper prints in its place
 */
public record TableSpec(
    String title,
    List<String> rows,
    String columns,
    Map<String, String> where,
    List<String> values,
    Optional<Published> published) {
  public TableSpec {
    rows = List.copyOf(rows);
    where = new LinkedHashMap<>(where);
    values = List.copyOf(values);
  }
}
