package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.markup.Element;
import java.util.List;

/**
 * A table whose rows become cards on a phone: every cell carries the name of its column, which the
 * style sheet shows there in place of the header.
 */
final class Table {
  private final List<String> columns;
  private final Element body = Element.of("tbody");

  /** A table with these columns, the first of which names its rows. */
  Table(List<String> columns) {
    this.columns = columns;
  }

  /** Adds a row; {@code cells} fill the columns after the first. */
  void row(String cssClass, Element name, List<String> cells) {
    Element row = Element.of("tr", cssClass).add(Element.of("th").with("scope", "row").add(name));
    for (int i = 0; i < cells.size(); i++) {
      row.add(Element.of("td").with("data-label", columns.get(i + 1)).text(cells.get(i)));
    }
    body.add(row);
  }

  Element element(String cssClass) {
    Element header = Element.of("tr");
    columns.forEach(column -> header.add(Element.of("th").with("scope", "col").text(column)));
    return Element.of("table", cssClass).add(Element.of("thead").add(header)).add(body);
  }
}
