package io.github.altprop.evaluation.chart;

import io.github.altprop.evaluation.markup.Element;

/** The plotting area of a chart in user units; the origin of SVG is at the top left. */
record Frame(double left, double top, double width, double height) {
  /** About the width of a digit of tick labels. */
  static final double DIGIT = 6.6;

  double x(Axis axis, double value) {
    return left + axis.position(value) * width;
  }

  double y(Axis axis, double value) {
    return top + (1 - axis.position(value)) * height;
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  static Element line(String cssClass, double x1, double y1, double x2, double y2) {
    return Element.of("line", cssClass).with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
  }

  static Element text(String cssClass, double x, double y, String anchor, String text) {
    return Element.of("text", cssClass)
        .with("x", x)
        .with("y", y)
        .with("text-anchor", anchor)
        .text(text);
  }

  static Element svg(double width, double height, String description) {
    return Element.of("svg")
        .with("viewBox", "0 0 " + Element.number(width) + " " + Element.number(height))
        .with("role", "img")
        .with("aria-label", description);
  }
}
