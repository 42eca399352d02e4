package io.github.altprop.evaluation.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The scalars of a block-style YAML text by path: enough to show a configuration that was read and
 * checked elsewhere. Flow collections stay text; what is no {@code key: value} is left out.
 */
final class YamlOutline {
  /** A key or list item that is open: what is indented deeper belongs to it. */
  private record Open(int indent, String path, boolean item) {}

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Integer> items = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();

  YamlOutline(String text) {
    text.lines()
        .map(YamlOutline::withoutComment)
        .filter(line -> !line.isBlank() && !line.startsWith("---"))
        .forEach(this::read);
  }

  Map<String, String> values() {
    return values;
  }

  private void read(String line) {
    int indent = line.length() - line.stripLeading().length();
    String content = line.strip();
    while (content.equals("-") || content.startsWith("- ")) {
      openItem(indent);
      String rest = content.substring(1);
      indent += 1 + rest.length() - rest.stripLeading().length();
      content = rest.strip();
    }
    int colon = content.endsWith(":") ? content.length() - 1 : content.indexOf(": ");
    boolean scalar = colon < 0 || content.startsWith("\"") || content.startsWith("'");
    if (!scalar) {
      closeFrom(indent);
      String key = content.substring(0, colon).strip();
      String value = content.substring(colon + 1).strip();
      String path = open.isEmpty() ? key : open.peek().path() + "." + key;
      if (value.isEmpty()) {
        open.push(new Open(indent, path, false));
      } else {
        values.put(path, unquoted(value));
      }
    } else if (!open.isEmpty() && open.peek().item() && !content.isEmpty()) {
      values.put(open.peek().path(), unquoted(content));
    }
  }

  /** A list may stand at the indentation of the key that holds it. */
  private void openItem(int indent) {
    while (!open.isEmpty()
        && (open.peek().indent() > indent
            || (open.peek().indent() == indent && open.peek().item()))) {
      open.pop();
    }
    String list = open.isEmpty() ? "" : open.peek().path();
    int index = items.merge(list, 1, Integer::sum) - 1;
    open.push(new Open(indent, list + "[" + index + "]", true));
  }

  private void closeFrom(int indent) {
    while (!open.isEmpty() && open.peek().indent() >= indent) {
      open.pop();
    }
  }

  /** Cuts the line at a '#' that follows a space or nothing, outside of quotes. */
  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean starts = i == 0 || line.charAt(i - 1) == ' ';
      if (c == '#' && quote == 0 && starts) {
        return line.substring(0, i).stripTrailing();
      }
      if (quote == 0 && starts && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return line.stripTrailing();
  }

  private static String unquoted(String value) {
    char first = value.charAt(0);
    boolean quoted =
        value.length() > 1
            && (first == '"' || first == '\'')
            && value.charAt(value.length() - 1) == first;
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
