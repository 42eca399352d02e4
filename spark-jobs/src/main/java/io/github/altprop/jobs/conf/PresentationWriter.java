package io.github.altprop.jobs.conf;

import io.github.altprop.evaluation.sweep.FigureSpec;
import io.github.altprop.evaluation.sweep.Presentation;
import io.github.altprop.evaluation.sweep.TableSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes tables and figures as the keys of a sweep file. */
final class PresentationWriter {
  private PresentationWriter() {}

  static List<Map<String, Object>> tables(Presentation presentation) {
    return presentation.tables().stream().map(PresentationWriter::table).toList();
  }

  static List<Map<String, Object>> figures(Presentation presentation) {
    return presentation.figures().stream().map(PresentationWriter::figure).toList();
  }

  private static Map<String, Object> table(TableSpec table) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("title", table.title());
    keys.put("rows", table.rows());
    if (!table.columns().isEmpty()) {
      keys.put("columns", table.columns());
    }
    keys.put("where", table.where());
    keys.put("values", table.values());
    table.published().ifPresent(paper -> keys.put("published", PublishedReader.write(paper)));
    return keys;
  }

  private static Map<String, Object> figure(FigureSpec figure) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("title", figure.title());
    keys.put("kind", figure.kind().name().toLowerCase(Locale.ROOT));
    keys.put("by", figure.by());
    keys.put("where", figure.where());
    if (!figure.values().isEmpty()) {
      keys.put("values", figure.values());
    }
    if (!figure.layers().isEmpty()) {
      keys.put("layers", figure.layers());
    }
    if (!figure.x().isEmpty()) {
      keys.put("x", figure.x());
    }
    if (!figure.log().isEmpty()) {
      keys.put("log", figure.log());
    }
    return keys;
  }
}
