package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Writes a page about runs: accuracies, learning curves, losses of components, angles to backprop,
 * alignment and conservation as far as recorded, class separation, settings and provenance. The
 * page is one file without scripts or images from elsewhere; what a run has not measured yet is
 * said in its place.
 */
public final class Report {
  private Report() {}

  /** The page as HTML about at least one run. */
  public static String html(List<Run> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a report needs at least one run");
    }
    List<Entry> entries = Entry.of(runs);
    Summary summary = new Summary(entries.stream().map(Entry::run).toList());
    Element main =
        Element.of("main")
            .add(
                Element.of("header")
                    .add(Section.paragraph("overline", "altprop report"))
                    .add(Element.of("h1").text(summary.title()))
                    .add(Section.paragraph("lede", summary.paragraph())))
            .add(ResultsSection.of(entries))
            .add(CurvesSection.of(entries));
    ComponentsSection.of(entries).ifPresent(main::add);
    main.add(AnglesSection.of(entries));
    AlignmentSection.of(entries).ifPresent(main::add);
    ConservationSection.of(entries).ifPresent(main::add);
    main.add(DistancesSection.of(entries))
        .add(
            new Comparison(entries, Run::settings)
                .section("settings", "Settings", "The runs hold no experiment.yaml."))
        .add(
            new Comparison(entries, Run::provenance)
                .section("provenance", "Provenance", "The runs hold no provenance.json."));
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
            Element.of("title").text(summary.title() + " – altprop"),
            resource("report.css"),
            main,
            resource("report.js"));
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Report.class.getResourceAsStream(name), "no resource " + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + name, e);
    }
  }
}
