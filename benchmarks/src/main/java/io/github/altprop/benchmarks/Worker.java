package io.github.altprop.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/**
 * Prepares and times steps on command, so that {@code compare.py} can alternate between processes
 * that are already warm.
 *
 * <p>Commands, one a line: {@code prepare NAME} builds a step and warms it up; {@code time SECONDS}
 * repeats it for about that long and answers the median of its repetitions in milliseconds; {@code
 * quit} ends. Each answer is one line that starts with {@code ready}, {@code millis} or {@code
 * failed}.
 */
final class Worker {
  private static final int WARM_UP_STEPS = 3;
  private static final double WARM_UP_SECONDS = 4;
  private static final int FEWEST = 3;
  private static final long PIPELINED_NANOS = 20_000_000;

  private final Function<String, Step> steps;
  private final PrintStream answers;
  private final double warmUpSeconds;
  private Step step;

  private Worker(Function<String, Step> steps, PrintStream answers, double warmUpSeconds) {
    this.steps = steps;
    this.answers = answers;
    this.warmUpSeconds = warmUpSeconds;
  }

  /** Serves until {@code quit} or the end of the input. */
  static void serve(Function<String, Step> steps) {
    serve(steps, WARM_UP_SECONDS);
  }

  /** The same, with another time to warm each step up. */
  static void serve(Function<String, Step> steps, double warmUpSeconds) {
    PrintStream answers = System.out;
    // Libraries that greet must not answer for us.
    System.setOut(System.err);
    Worker worker = new Worker(steps, answers, warmUpSeconds);
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine();
          line != null && !line.equals("quit");
          line = commands.readLine()) {
        worker.obey(line.split(" ", 2));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      worker.release();
    }
  }

  private void obey(String[] command) {
    try {
      if (command[0].equals("prepare")) {
        release();
        step = steps.apply(command[1]);
        run(warmUpSeconds, WARM_UP_STEPS);
        answers.println("ready");
      } else {
        double millis = run(Double.parseDouble(command[1]), FEWEST);
        answers.println(String.format(Locale.ROOT, "millis %.4f", millis));
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      answers.println("failed " + e);
    }
    answers.flush();
  }

  /** The median of the repetitions in milliseconds. */
  private double run(double seconds, int fewest) {
    double[] millis = new double[fewest];
    int count = 0;
    long start = System.nanoTime();
    while (count < fewest || System.nanoTime() - start < seconds * 1e9) {
      if (count == millis.length) {
        millis = Arrays.copyOf(millis, 2 * count);
      }
      millis[count++] = step.isAsynchronous() ? pipelined() : alone();
    }
    Arrays.sort(millis, 0, count);
    return millis[count / 2] / step.cycle();
  }

  private double alone() {
    long begin = System.nanoTime();
    step.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  /**
   * Milliseconds of a run among others: the device works while the next is prepared, and is waited
   * for once, as a round of training does.
   */
  private double pipelined() {
    step.await();
    long begin = System.nanoTime();
    int made = 0;
    while (made == 0 || System.nanoTime() - begin < PIPELINED_NANOS) {
      step.run();
      made++;
    }
    step.await();
    return (System.nanoTime() - begin) / 1e6 / made;
  }

  private void release() {
    if (step != null) {
      step.close();
      step = null;
    }
  }
}
