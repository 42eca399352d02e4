package io.github.altprop.jobs.tracking;

import java.util.Map;

/** Hears what a training records. No method fails or waits for anybody while training goes on. */
public interface Tracker {
  /** Tells nobody. */
  Tracker NONE =
      new Tracker() {
        @Override
        public void record(Map<String, ?> record) {}

        @Override
        public void end(Ending ending, String outcome) {}
      };

  /** How a training ended, in the words of tracking servers. */
  enum Ending {
    FINISHED,
    FAILED,
    KILLED
  }

  /**
   * Passes the numbers of a record on, some time.
   *
   * @param record a line of {@code metrics.jsonl}
   */
  void record(Map<String, ?> record);

  /**
   * The training is over; waits some seconds at most for what is still to be passed on. Only the
   * first call counts.
   *
   * @param outcome in a few words
   */
  void end(Ending ending, String outcome);
}
