package io.github.altprop.evaluation.run;

/** A line of a file of a run, to say where something is wrong. */
record Place(String run, String file, int line) {
  Place at(int number) {
    return new Place(run, file, number);
  }

  MalformedRunException problem(String message) {
    return new MalformedRunException(run, file, line, message);
  }
}
