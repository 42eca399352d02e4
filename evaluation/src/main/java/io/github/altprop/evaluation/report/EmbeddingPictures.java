package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.ScatterChart;
import io.github.altprop.evaluation.chart.ScatterChart.Cloud;
import io.github.altprop.evaluation.chart.Series;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.embedding.Neighbours;
import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.EmbeddingRow;
import io.github.altprop.evaluation.run.EmbeddingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pictures of the layers of several runs: a row of squares a run, and one key of the classes. */
final class EmbeddingPictures {
  private static final double SIZE = 320;

  private EmbeddingPictures() {}

  /**
   * A run's pictures.
   *
   * @param label what stands above them
   * @param name of the run, for files and for readers who cannot see the pictures
   */
  record Row(Element label, String name, EmbeddingTable table) {}

  /** A key, then a heading and pictures for each row. */
  static List<Element> of(List<Row> rows) {
    List<Element> parts = new ArrayList<>();
    parts.add(key(rows));
    for (Row row : rows) {
      Element pictures = Element.of("div", "pictures");
      row.table().byLayer().forEach((layer, points) -> pictures.add(picture(row, layer, points)));
      parts.add(
          Element.of("div", "embedded")
              .add(Element.of("h4").add(row.label()).add(settings(row.table())))
              .add(pictures));
    }
    return parts;
  }

  /** What a run's pictures were made with, as far as it says. */
  private static Element settings(EmbeddingTable table) {
    List<String> parts = new ArrayList<>();
    table.settings().first("split").ifPresent(split -> parts.add(split + " set"));
    table.settings().first("examples").ifPresent(n -> parts.add(n + " examples"));
    table.settings().first("perplexity").ifPresent(p -> parts.add("perplexity " + trimmed(p)));
    table.settings().first("seed").ifPresent(seed -> parts.add("seed " + seed));
    return Element.of("span", "caption").text(String.join(", ", parts));
  }

  private static String trimmed(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }

  private static Element picture(Row row, String layer, List<EmbeddingRow> points) {
    ScatterChart chart =
        new ScatterChart("t-SNE of " + layer + " of " + row.name(), clouds(row.table(), points));
    return Element.of("figure")
        .with("data-file", row.name() + " " + layer)
        .add(Element.of("figcaption").add(Element.of("h3").text(layer)))
        .add(chart.svg(SIZE))
        .add(
            Section.paragraph(
                "caption",
                "nearest point of the same class: " + Unit.PERCENT.value(agreement(points))));
  }

  private static double agreement(List<EmbeddingRow> points) {
    return Neighbours.agreement(
        coordinates(points), points.stream().mapToInt(EmbeddingRow::label).toArray());
  }

  private static double[][] coordinates(List<EmbeddingRow> points) {
    return points.stream()
        .map(point -> new double[] {point.x(), point.y()})
        .toArray(double[][]::new);
  }

  private static List<Cloud> clouds(EmbeddingTable table, List<EmbeddingRow> points) {
    Map<Integer, List<EmbeddingRow>> byLabel = new TreeMap<>();
    points.forEach(p -> byLabel.computeIfAbsent(p.label(), l -> new ArrayList<>()).add(p));
    List<Cloud> clouds = new ArrayList<>();
    byLabel.forEach(
        (label, own) ->
            clouds.add(new Cloud(table.className(label), label % Series.COLORS, coordinates(own))));
    return clouds;
  }

  /** Colours and names of the classes, unless there are more classes than colours. */
  private static Element key(List<Row> rows) {
    Map<Integer, String> names = new TreeMap<>();
    for (Row row : rows) {
      for (EmbeddingRow point : row.table().rows()) {
        names.computeIfAbsent(point.label(), row.table()::className);
      }
    }
    if (names.size() > Series.COLORS) {
      return Section.paragraph(
          "caption",
          names.size() + " classes share the colours; the pointer over a point shows its class.");
    }
    Element key = Element.of("ul", "key");
    names.forEach(
        (label, name) ->
            key.add(
                Element.of("li")
                    .add(
                        Element.of("span", "run")
                            .add(Element.of("i", "swatch c" + label % Series.COLORS))
                            .add(Element.of("span").text(name)))));
    return key;
  }
}
