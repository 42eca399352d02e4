package io.github.altprop.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a command writes: results to stdout, progress to stderr. */
@Command
final class Output {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  PrintWriter results() {
    return command.commandLine().getOut();
  }

  PrintWriter errors() {
    return command.commandLine().getErr();
  }

  Terminal progress() {
    return Terminal.on(command.commandLine().getErr());
  }

  /** Prints lines of cells in columns: the first left, the others right. */
  void table(List<List<String>> lines) {
    int columns = lines.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int c = 0; c < line.size(); c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int c = 0; c < line.size(); c++) {
        String padding = " ".repeat(widths[c] - line.get(c).length());
        text.append(c == 0 ? "" : "  ");
        text.append(c == 0 ? line.get(c) + padding : padding + line.get(c));
      }
      results().println(text.toString().stripTrailing());
    }
    results().flush();
  }

  /** Prints lines of a name and what it is, the names padded to one width. */
  void pairs(List<List<String>> lines) {
    int width = lines.stream().mapToInt(line -> line.get(0).length()).max().orElse(0);
    for (List<String> line : lines) {
      String doc = line.size() > 1 ? line.get(1) : "";
      String padding = " ".repeat(width - line.get(0).length());
      results().println(("  " + line.get(0) + padding + "  " + doc).stripTrailing());
    }
    results().flush();
  }
}
