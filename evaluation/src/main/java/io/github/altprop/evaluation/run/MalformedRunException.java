package io.github.altprop.evaluation.run;

/** A file of a run folder that cannot be understood: the user's to put right. */
public final class MalformedRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedRunException(String run, String file, int line, String problem) {
    super("%s/%s, line %d: %s".formatted(run, file, line, problem));
  }
}
