package io.github.altprop.jobs.tracking;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param request for the answer to one request
 * @param pause between two requests, so that numbers gather
 * @param retry before a request is tried again; doubled each time
 * @param longestRetry what that grows to
 * @param ending at the end of a training, for what is left
 * @param killed the same, where a signal ends the process or the server did not answer of late
 */
record Patience(
    Duration request,
    Duration pause,
    Duration retry,
    Duration longestRetry,
    Duration ending,
    Duration killed) {
  static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3));
}
