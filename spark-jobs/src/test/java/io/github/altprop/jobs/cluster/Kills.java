package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trainings whose processes are killed, at moments that the trainings' own output tells. */
final class Kills {
  private static final Pattern TASK = Pattern.compile("Starting task .*\\bexecutor (\\d+), ");

  /** Which of the two depends on whether Spark hears first of the exit or of its code. */
  private static final Pattern LOST =
      Pattern.compile(
          "while it was being computed, its executor exited|Lost task .* ExecutorLostFailure");

  private static final int LINES_OF_A_ROUND = 60;

  private final ClusterTrial trial;

  Kills(ClusterTrial trial) {
    this.trial = trial;
  }

  /**
   * Trains once, and kills executors while they compute, of the two workers in turn.
   *
   * @param run name of the run
   * @param kills at least one round apart
   */
  void executors(String run, int kills) {
    LoggedProcess driver = trial.submissions().client(trial.train(run));
    for (int kill = 0; kill < kills; kill++) {
      int worker = kill % StandaloneCluster.WORKERS;
      long seen = trial.run(run).rounds();
      driver.readTo(line -> trial.run(run).rounds() > seen);
      driver.skipToNow();
      driver.readTo(line -> killIfOn(worker, line));
      driver.readTo(line -> LOST.matcher(line).find()); // and so in mid-round
    }
    ClusterTrial.succeeds(driver);
  }

  /**
   * Trains once, and takes a worker away for good while its executor computes.
   *
   * @param run name of the run
   * @return the driver's output after that
   */
  List<String> machine(String run, int worker) {
    LoggedProcess driver = trial.submissions().client(trial.train(run));
    driver.readTo(line -> trial.run(run).rounds() > 0);
    driver.skipToNow();
    driver.readTo(line -> isTaskOn(worker, line));
    trial.cluster().lose(worker);
    driver.readTo(line -> LOST.matcher(line).find()); // and so in mid-round
    return rest(driver);
  }

  /**
   * Trains once, and tells a worker to give up its executor while that computes.
   *
   * @param run name of the run
   * @return the driver's output after it has heard of that
   */
  List<String> decommission(String run, int worker) {
    LoggedProcess driver = trial.submissions().client(trial.train(run));
    driver.readTo(line -> trial.run(run).rounds() > 0);
    driver.skipToNow();
    driver.readTo(line -> isTaskOn(worker, line));
    trial.cluster().decommission(worker);
    driver.readTo(line -> line.contains("Decommission executors: "));
    return rest(driver);
  }

  private static List<String> rest(LoggedProcess driver) {
    List<String> rest = new ArrayList<>();
    for (String line = driver.line(); line != null; line = driver.line()) {
      rest.add(line);
    }
    ClusterTrial.succeeds(driver);
    return rest;
  }

  private boolean isTaskOn(int worker, String line) {
    Matcher task = TASK.matcher(line);
    return task.find() && trial.cluster().executor(worker, task.group(1)).isPresent();
  }

  /** Kills the executor that a line says to have got a task, if that worker has it. */
  private boolean killIfOn(int worker, String line) {
    Matcher task = TASK.matcher(line);
    Optional<ProcessHandle> executor =
        task.find() ? trial.cluster().executor(worker, task.group(1)) : Optional.empty();
    executor.ifPresent(ProcessHandle::destroyForcibly);
    return executor.isPresent();
  }

  /**
   * Trains, kills the driver at moments that a seed determines, and resumes after each kill.
   *
   * @param run name of the run
   * @param kills number of them
   * @param rounds most rounds between two kills
   */
  void driver(String run, int kills, int rounds, long seed) {
    Random random = new Random(seed);
    List<String> line = trial.train(run);
    for (int kill = 0; kill < kills; kill++) {
      LoggedProcess driver = trial.submissions().client(line);
      long seen = trial.run(run).rounds();
      long done = random.nextInt(rounds);
      driver.readTo(any -> trial.run(run).rounds() - seen > done);
      for (int more = random.nextInt(LINES_OF_A_ROUND); more > 0; more--) {
        driver.line();
      }
      driver.kill();
      line = trial.train(run, "--resume");
    }
    LoggedProcess last = trial.submissions().client(line);
    ClusterTrial.succeeds(last);
    assertThat(last.text()).contains("resuming after");
  }
}
