package io.github.altprop.evaluation.markup;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An HTML or SVG element under construction. Text and attribute values are escaped, so that no name
 * from a run can become markup.
 */
public final class Element {
  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final StringBuilder content = new StringBuilder();

  private Element(String name) {
    this.name = name;
  }

  /** An element without attributes and content. */
  public static Element of(String name) {
    return new Element(name);
  }

  /** An element of a CSS class. */
  public static Element of(String name, String cssClass) {
    return new Element(name).with("class", cssClass);
  }

  /** Sets an attribute. */
  public Element with(String attribute, String value) {
    attributes.put(attribute, escape(value));
    return this;
  }

  /** Sets an attribute to a number, in user units with two decimals. */
  public Element with(String attribute, double value) {
    attributes.put(attribute, number(value));
    return this;
  }

  /** Appends text. */
  public Element text(String text) {
    content.append(escape(text));
    return this;
  }

  /** Appends a child as it is now. */
  public Element add(Element child) {
    content.append(child);
    return this;
  }

  /** Appends children as they are now. */
  public Element addAll(Iterable<Element> children) {
    children.forEach(this::add);
    return this;
  }

  /** A coordinate as text: two decimals at most. */
  public static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        // As they are, readers of XML would turn them into spaces inside attributes.
        case '\n' -> escaped.append("&#10;");
        case '\t' -> escaped.append("&#9;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** The element as markup. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("<").append(name);
    attributes.forEach(
        (key, value) -> text.append(' ').append(key).append("=\"").append(value).append('"'));
    return text.append('>').append(content).append("</").append(name).append('>').toString();
  }
}
