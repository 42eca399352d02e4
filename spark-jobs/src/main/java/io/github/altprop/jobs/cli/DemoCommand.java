package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code altprop demo}: the other commands in turn, each shown as one would type it. */
@Command(
    name = "demo",
    description = {
      "Shows everything on generated images, in about two minutes.",
      "%nShards them, trains backprop, feedback alignment and GAIT-propagation with two workers each,"
          + " measures accuracies, angles and class distances, and writes a report."
    })
final class DemoCommand implements Callable<Integer> {
  private static final List<String> RULES = List.of("bp", "fa", "gp");
  private static final int WORKERS = 2;

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder to make; report.html will be in it.")
  private String folder;

  private int exitCode;

  @Override
  public Integer call() {
    Configuration configuration = SparkSessions.hadoop();
    Location demo = Location.of(folder, configuration);
    if (!demo.list().isEmpty()) {
      throw new UserError(
          "output " + demo + " already holds files: choose an --output that does not exist");
    }
    SparkSessions.with("altprop demo", WORKERS, spark -> exitCode = runAll(commands(demo)));
    return exitCode;
  }

  private int runAll(List<List<String>> commands) {
    for (List<String> command : commands) {
      int code = run(command);
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private List<List<String>> commands(Location demo) {
    String data = folder + "/data";
    List<List<String>> commands = new ArrayList<>();
    commands.add(
        List.of(
            "shard",
            "--dataset",
            "synthetic",
            "--subset",
            "6000",
            "--seed",
            "1",
            "--output",
            data));
    for (String rule : RULES) {
      String conf = rule + ".yaml";
      demo.child("experiments/" + conf).write(experiment(conf));
      commands.add(
          List.of(
              "train",
              "--conf",
              folder + "/experiments/" + conf,
              "--data",
              data,
              "--output",
              run(rule),
              "--workers",
              Integer.toString(WORKERS)));
    }
    for (String measure : List.of("evaluate", "angles", "distances")) {
      commands.add(withRuns(measure, List.of("--data", data)));
    }
    commands.add(withRuns("report", List.of("--output", folder + "/report.html")));
    return commands;
  }

  private List<String> withRuns(String command, List<String> options) {
    List<String> line = new ArrayList<>(List.of(command));
    for (String rule : RULES) {
      line.add("--run");
      line.add(run(rule));
    }
    line.addAll(options);
    return line;
  }

  private String run(String rule) {
    return folder + "/" + rule;
  }

  private int run(List<String> command) {
    output.progress().say("\n$ altprop " + String.join(" ", command));
    return Altprop.run(
        spec.commandLine().getOut(), spec.commandLine().getErr(), command.toArray(String[]::new));
  }

  private static String experiment(String file) {
    try (InputStream in = DemoCommand.class.getResourceAsStream("demo/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
