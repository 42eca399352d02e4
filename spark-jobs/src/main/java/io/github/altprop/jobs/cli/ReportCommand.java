package io.github.altprop.jobs.cli;

import io.github.altprop.evaluation.report.Report;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.measure.EventFolders;
import io.github.altprop.jobs.measure.Reports;
import io.github.altprop.jobs.run.RunFolder;
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
      "Writes one HTML page about runs, or files for TensorBoard.",
      "%nThe page shows accuracy curves, angles to backprop, class distances, pictures of layers,"
          + " settings and provenance. It is one file and needs no network. Files for TensorBoard hold"
          + " all numbers over training; repeated while a run goes on, they grow."
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
      paramLabel = "FILE.html|FOLDER",
      description = {
        "The page; an older one is replaced.",
        "For TensorBoard: the folder to start it with (--logdir); each run gets a folder in it."
      })
  private String target;

  @Option(
      names = "--format",
      paramLabel = "html|tensorboard",
      defaultValue = "html",
      description = "What to write (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** What can be written. */
  enum Format {
    html,
    tensorboard
  }

  @Override
  public Integer call() {
    Configuration configuration = SparkSessions.hadoop();
    List<RunFolder> folders =
        runs.stream().distinct().map(run -> RunFolder.open(run, configuration)).toList();
    Location written = Location.of(target, configuration);
    if (format == Format.tensorboard) {
      EventFolders.write(folders, written);
    } else {
      written.write(Report.html(folders.stream().map(Reports::of).toList()));
    }
    output.results().println("report  " + target);
    return 0;
  }
}
