package io.github.altprop.evaluation.run;

import java.util.List;
import java.util.function.Function;

/** A table of a run or a sweep, as comma-separated values. */
public final class Table<R> {
  private final String file;
  private final List<String> columns;
  private final Function<R, List<Object>> cells;
  private final Function<Csv.Row, R> read;

  /**
   * @param file where it lies in the folder
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

  /** Where the table lies in its folder. */
  public String file() {
    return file;
  }

  /** The table as text. */
  public String csv(List<R> rows) {
    return Csv.write(columns, rows, cells);
  }

  /**
   * The rows that a folder has; none if it has no such table.
   *
   * @param run the folder, for messages
   * @throws MalformedRunException if the table cannot be understood
   */
  public List<R> read(String run, RunFiles files) {
    return files
        .read(file)
        .map(text -> Csv.read(new Place(run, file, 1), text, columns, read))
        .orElse(List.of());
  }
}
