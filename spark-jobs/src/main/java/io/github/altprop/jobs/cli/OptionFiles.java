package io.github.altprop.jobs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Options in files, {@code @FILE} on the command line. An option behind a file overrides the file's
 * own; in any other place one that is given twice is a mistake.
 */
final class OptionFiles {
  private OptionFiles() {}

  /** Whether a command line has any. */
  static boolean among(String... words) {
    return Arrays.stream(words).anyMatch(OptionFiles::isFile);
  }

  /**
   * What is wrong with a command line that gives an option twice where none overrides the other.
   *
   * @param program parses command lines, a new one for each
   */
  static Optional<ParameterException> mistake(Supplier<CommandLine> program, String... words) {
    List<String> written = Arrays.stream(words).filter(word -> !isFile(word)).toList();
    Optional<OverwrittenOptionException> twice = twice(program.get(), written);
    if (twice.isPresent()) {
      return twice.map(ParameterException.class::cast);
    }
    List<String> before = new ArrayList<>();
    for (String word : words) {
      before.add(word);
      if (isFile(word)) {
        twice = twice(program.get(), before);
        before.remove(word);
      }
      if (twice.isPresent()) {
        return twice.map(found -> inFile(found, word.substring(1)));
      }
    }
    return Optional.empty();
  }

  private static ParameterException inFile(OverwrittenOptionException twice, String file) {
    String option = ((OptionSpec) twice.getOverwritten()).longestName();
    return new ParameterException(
        twice.getCommandLine(),
        "option '"
            + option
            + "' is given twice, in "
            + file
            + " or before it: only behind the file it overrides what the file says");
  }

  /** The first option that these words give twice, files being read, whatever else is wrong. */
  private static Optional<OverwrittenOptionException> twice(
      CommandLine altprop, List<String> words) {
    altprop.getCommandSpec().parser().collectErrors(true);
    altprop
        .getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().parser().collectErrors(true));
    ParseResult parsed = altprop.parseArgs(words.toArray(String[]::new));
    return (parsed.hasSubcommand() ? parsed.subcommand() : parsed)
        .errors().stream()
            .filter(OverwrittenOptionException.class::isInstance)
            .map(OverwrittenOptionException.class::cast)
            .findFirst();
  }

  /** A word that starts with two of the signs is none: it stands for one with one. */
  private static boolean isFile(String word) {
    return word.startsWith("@") && !word.startsWith("@@");
  }
}
