package io.github.altprop.jobs;

/** Hears how far a job is; what it shows of that is its own business. */
public interface Progress {
  /** Shows nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void at(long done, long total, String what) {}

        @Override
        public void say(String line) {}
      };

  /**
   * The job is at {@code done} of {@code total} steps.
   *
   * @param what is being done, in few words
   */
  void at(long done, long total, String what);

  /** Something a user wants to read once. */
  void say(String line);
}
