package io.github.altprop.jobs.cli;

import java.util.Optional;

/**
 * Which Java Spark runs on. Hadoop asks for the subject of an access control context, which Java 24
 * no longer has; classes of altprop need Java 17.
 */
final class JavaVersion {
  private static final int FIRST = 17;
  private static final int LAST = 23;

  private JavaVersion() {}

  /** What is wrong with a version of Java, in one sentence; nothing if it may do. */
  static Optional<String> problem(int feature) {
    return feature >= FIRST && feature <= LAST
        ? Optional.empty()
        : Optional.of(
            System.getProperty("java.home")
                + " is Java "
                + feature
                + ", on which Spark does not run: Java 17 works (18 to 23 may do); set JAVA_HOME"
                + " to one");
  }
}
