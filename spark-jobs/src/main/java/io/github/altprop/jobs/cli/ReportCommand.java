package io.github.altprop.jobs.cli;

import io.github.altprop.evaluation.report.Report;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.measure.Reports;
import io.github.altprop.jobs.run.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop report}. */
@Command(
    name = "report",
    description = {
      "Writes one self-contained HTML page about runs.",
      "%nIt shows accuracy curves, angles to backprop, class distances, pictures of layers, settings and"
          + " provenance, and needs no network to look at."
    })
final class ReportCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "A run folder; may be repeated, to compare runs.")
  private List<String> runs;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.html",
      description = "The page; an older one is replaced.")
  private String page;

  @Override
  public Integer call() {
    Configuration configuration = SparkSessions.hadoop();
    List<Run> read = new ArrayList<>();
    for (String run : runs) {
      read.add(Reports.of(RunFolder.open(run, configuration)));
    }
    Location.of(page, configuration).write(Report.html(read));
    output.results().println("report  " + page);
    return 0;
  }
}
