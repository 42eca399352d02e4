package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.SparkSessions;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command line did: exit code, stdout, stderr. */
public record Outcome(int exitCode, String out, String err) {
  /** Runs a command in the session that all tests share. */
  public static Outcome of(String... arguments) {
    SparkSessions.shared();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Altprop.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }
}
