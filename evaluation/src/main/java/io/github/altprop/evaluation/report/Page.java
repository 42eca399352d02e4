package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.markup.Element;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** An HTML file that needs no other: its style sheet and its script stand in it. */
final class Page {
  private Page() {}

  /** The opening of a page: what it is, its title, one paragraph. */
  static Element header(String kind, String title, String paragraph) {
    return Element.of("header")
        .add(Section.paragraph("overline", kind))
        .add(Element.of("h1").text(title))
        .add(Section.paragraph("lede", paragraph));
  }

  static String html(String title, Element main) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        %s
        <style>
        %s</style>
        </head>
        <body>
        %s
        <div id="tip" hidden></div>
        <script>
        %s</script>
        </body>
        </html>
        """
        .formatted(
            Element.of("title").text(title + " – altprop"),
            resource("report.css"),
            main,
            resource("report.js"));
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Page.class.getResourceAsStream(name), "no resource " + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}
