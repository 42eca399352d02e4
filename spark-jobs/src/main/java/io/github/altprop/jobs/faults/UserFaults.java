package io.github.altprop.jobs.faults;

import io.github.altprop.evaluation.run.MalformedRunException;
import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.BadInputException;
import java.util.List;
import java.util.Optional;

/** The exceptions that say what a user can mend. */
public final class UserFaults {
  private static final List<Class<? extends RuntimeException>> KINDS =
      List.of(UserError.class, BadInputException.class, MalformedRunException.class);

  private UserFaults() {}

  /** The one among a failure and its causes, also when a Spark task hit upon it. */
  public static Optional<Throwable> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Throwable current = cause;
      if (KINDS.stream().anyMatch(kind -> kind.isInstance(current))) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  /** Whether a text quotes such an exception with its name, as Spark's messages do. */
  static boolean isQuoted(String text) {
    return KINDS.stream().anyMatch(kind -> text.contains(kind.getName() + ": "));
  }

  /** Whether the environment asks for everything: ALTPROP_DEBUG=1. */
  public static boolean isDebugging() {
    return "1".equals(System.getenv("ALTPROP_DEBUG"));
  }
}
