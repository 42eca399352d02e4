package io.github.altprop.evaluation.run;

import java.util.List;
import java.util.function.Function;

/** A table among a run's reports, as comma-separated values. */
public final class Table<R> {
  private final String file;
  private final List<String> columns;
  private final Function<R, List<Object>> cells;
  private final Function<Csv.Row, R> read;

  /**
   * @param file where it lies in a run folder
   * @param cells the values of a row in the order of {@code columns}
   * @param read makes a row of a line that was read
   */
  Table(
      String file,
      List<String> columns,
      Function<R, List<Object>> cells,
      Function<Csv.Row, R> read) {
    this.file = file;
    this.columns = columns;
    this.cells = cells;
    this.read = read;
  }

  /** Where the table lies in a run folder. */
  public String file() {
    return file;
  }

  /** The table as text. */
  public String csv(List<R> rows) {
    return Csv.write(columns, rows, cells);
  }

  /** The rows that a run has; none if it has no such table. */
  List<R> read(String run, RunFiles files) {
    return files
        .read(file)
        .map(text -> Csv.read(new Place(run, file, 1), text, columns, read))
        .orElse(List.of());
  }
}
