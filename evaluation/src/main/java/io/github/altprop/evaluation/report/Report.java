package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.markup.Element;
import io.github.altprop.evaluation.run.Run;
import java.util.List;

/**
 * Writes a page about runs: accuracies, learning curves, losses of components, angles to backprop,
 * alignment and conservation as far as recorded, class separation, pictures of layers, settings and
 * provenance. The page is one file without scripts or images from elsewhere; what a run has not
 * measured yet is said in its place.
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
            .add(Page.header("altprop report", summary.title(), summary.paragraph()))
            .add(ResultsSection.of(entries))
            .add(CurvesSection.of(entries));
    ComponentsSection.of(entries).ifPresent(main::add);
    main.add(AnglesSection.of(entries));
    AlignmentSection.of(entries).ifPresent(main::add);
    ConservationSection.of(entries).ifPresent(main::add);
    TheorySection.of(entries).ifPresent(main::add);
    main.add(DistancesSection.of(entries));
    EmbeddingSection.of(entries).ifPresent(main::add);
    main.add(
            new Comparison(entries, Run::settings)
                .section("settings", "Settings", "The runs hold no experiment.yaml."))
        .add(
            new Comparison(entries, Run::provenance)
                .section("provenance", "Provenance", "The runs hold no provenance.json."));
    return Page.html(summary.title(), main);
  }
}
