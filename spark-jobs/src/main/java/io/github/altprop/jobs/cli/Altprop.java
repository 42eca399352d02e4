package io.github.altprop.jobs.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: {@code altprop COMMAND [options]}. */
@Command(
    name = "altprop",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      ShardCommand.class,
      InspectCommand.class,
      TrainCommand.class,
      SweepCommand.class,
      EvaluateCommand.class,
      AnglesCommand.class,
      DistancesCommand.class,
      EmbedCommand.class,
      ReportCommand.class,
      ExportCommand.class,
      ListCommand.class,
      ExplainCommand.class,
      DemoCommand.class
    },
    description = {
      "%nTrains image classifiers with alternatives to backprop, data-parallel on Apache Spark, and"
          + " measures how far each layer's update points from backprop's."
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%n",
    footer = {
      "Start with:  altprop demo --output out/demo",
      "Exit codes:  0 fine, 1 a bug (stack trace), 2 your input (one message), 3 a training"
          + " that diverged (one message)."
    })
public final class Altprop implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Optional<String> unfit = JavaVersion.problem(Runtime.version().feature());
    if (unfit.isPresent()) {
      err.println("altprop: " + unfit.get());
      System.exit(Failures.USER);
    }
    StopNotice notice = new StopNotice(err);
    int exitCode = run(out, err, args);
    notice.withdraw();
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /**
   * Runs one command line and returns the exit code: 0 fine, 1 a bug, 2 the user's input, 3 a
   * training that diverged.
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    boolean files = OptionFiles.among(args);
    Optional<ParameterException> mistake =
        files ? OptionFiles.mistake(() -> commandLine(out, err), args) : Optional.empty();
    if (mistake.isPresent()) {
      return Failures.usage(mistake.get(), args);
    }
    try {
      return commandLine(out, err).setOverwrittenOptionsAllowed(files).execute(args);
    } catch (OutOfMemoryError e) {
      return Failures.memory(e, err);
    }
  }

  private static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Altprop())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(30)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing COMMAND");
  }
}
