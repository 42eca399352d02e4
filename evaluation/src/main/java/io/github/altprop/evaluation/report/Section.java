package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.markup.Element;
import java.util.function.DoubleFunction;

/** The parts that all sections of the page are made of. */
final class Section {
  /** Widths in user units; the style sheet shows the one that fits the screen. */
  private static final double WIDE = 540;

  private static final double NARROW = 350;

  private Section() {}

  static Element titled(String id, String title) {
    return Element.of("section").with("id", id).add(Element.of("h2").text(title));
  }

  static Element paragraph(String cssClass, String text) {
    return Element.of("p", cssClass).text(text);
  }

  /** A heading, a sentence on what is drawn, a key, and the chart in both widths. */
  static Element figure(String title, String caption, Element key, DoubleFunction<Element> chart) {
    return Element.of("figure")
        .add(
            Element.of("figcaption")
                .add(Element.of("h3").text(title))
                .add(paragraph("caption", caption)))
        .add(key)
        .add(Element.of("div", "wide").add(chart.apply(WIDE)))
        .add(Element.of("div", "narrow").add(chart.apply(NARROW)));
  }

  /** A heading and a sentence on why there is nothing to draw. */
  static Element missing(String title, String why) {
    return Element.of("figure", "missing")
        .add(Element.of("figcaption").add(Element.of("h3").text(title)))
        .add(paragraph("nothing", why));
  }
}
