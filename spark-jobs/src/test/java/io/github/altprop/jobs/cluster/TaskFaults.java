package io.github.altprop.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** What befalls tasks in executors, once each, told by files in a folder that all can see. */
public final class TaskFaults implements SparkPlugin {
  private static final String FOLDER = "spark.altprop.faults";
  private static final String FAULT = "spark.altprop.fault";

  /** In the first stage of an application, or in the second, which reads what the first wrote. */
  enum Fault {
    /** None. */
    NONE {
      @Override
      void befall(TaskContext task, Path folder, String executor) {}
    },

    /** The first attempt of a task hangs; only a second can end it. */
    FIRST_ATTEMPT_HANGS {
      @Override
      void befall(TaskContext task, Path folder, String executor) {
        if (isHalfOfFirstStage(task) && task.attemptNumber() == 0) {
          hang();
        }
      }
    },

    /** The first attempt of a task waits until there is a second, which then hangs. */
    SECOND_ATTEMPT_HANGS {
      @Override
      void befall(TaskContext task, Path folder, String executor) throws IOException {
        if (isHalfOfFirstStage(task) && task.attemptNumber() == 0) {
          waitFor(folder.resolve("second"));
        } else if (isHalfOfFirstStage(task)) {
          Files.createFile(folder.resolve("second"));
          hang();
        }
      }
    },

    /**
     * The first task that is about to fetch what the others wrote finds the other executor dead.
     */
    OUTPUT_IS_LOST {
      @Override
      void befall(TaskContext task, Path folder, String executor) throws IOException {
        if (task.stageId() == 1 && first(folder.resolve("killed"))) {
          killOthers(folder, executor);
        }
      }
    },

    /** The first task that is about to fetch averages finds the other executor dead. */
    AVERAGES_ARE_LOST {
      @Override
      void befall(TaskContext task, Path folder, String executor) throws IOException {
        if (task.stageId() == FIT_OF_SECOND_ROUND && first(folder.resolve("killed"))) {
          killOthers(folder, executor);
        }
      }
    },

    /** The same, and its own executor dies with it. */
    ALL_IS_LOST {
      @Override
      void befall(TaskContext task, Path folder, String executor) throws IOException {
        if (task.stageId() == FIT_OF_SECOND_ROUND && first(folder.resolve("killed"))) {
          killOthers(folder, executor);
          Runtime.getRuntime().halt(1);
        }
      }
    },

    /** Every task of a training's rounds waits some seconds first. */
    ROUNDS_TAKE_LONG {
      @Override
      void befall(TaskContext task, Path folder, String executor) {
        String job = task.getLocalProperty("spark.job.description");
        if (job != null && job.contains(", round ")) {
          LockSupport.parkNanos(LONG_NANOS);
        }
      }
    };

    /** Spark numbers, for each round, the fit of the round before, the averages, and the fit. */
    private static final int FIT_OF_SECOND_ROUND = 4;

    private static final String PROCESS = "process-";
    private static final long LOOK_NANOS = 10_000_000;
    private static final long LONG_NANOS = 3_000_000_000L;

    abstract void befall(TaskContext task, Path folder, String executor) throws IOException;

    private static boolean isHalfOfFirstStage(TaskContext task) {
      return task.stageId() == 0 && task.partitionId() == 1;
    }

    /** Until Spark interrupts the task. */
    private static void hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void waitFor(Path mark) {
      while (!Files.exists(mark)) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }

    private static boolean first(Path mark) throws IOException {
      try {
        Files.createFile(mark);
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      }
    }

    private static void killOthers(Path folder, String executor) throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.startsWith(PROCESS) && !name.equals(PROCESS + executor))
            .forEach(name -> kill(folder.resolve(name)));
      }
    }

    private static void kill(Path process) {
      try {
        ProcessHandle.of(Long.parseLong(Files.readString(process)))
            .ifPresent(
                other -> {
                  other.destroyForcibly();
                  other.onExit().join();
                });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Lets something befall the tasks of all submissions after this.
   *
   * @param folder also gets the classes that executors need for it
   */
  static void cause(Fault fault, Path folder, Submissions submissions) {
    String classes = classesIn(folder.resolve("classes")).toString();
    submissions
        .with("spark.plugins", TaskFaults.class.getName())
        .with(FOLDER, folder.toString())
        .with(FAULT, fault.name())
        .with("spark.driver.extraClassPath", classes)
        .with("spark.executor.extraClassPath", classes);
  }

  /** Copies this class and those within it, without the services of other tests. */
  private static Path classesIn(Path folder) {
    Path inPackage = Path.of(TaskFaults.class.getPackageName().replace('.', '/'));
    Path compiled = SparkHome.ROOT.resolve("spark-jobs/target/test-classes").resolve(inPackage);
    try (Stream<Path> files = Files.list(compiled)) {
      Path copies = Files.createDirectories(folder.resolve(inPackage));
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(TaskFaults.class.getSimpleName())) {
          Files.copy(file, copies.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets something befall the tasks of an application. */
  static SparkConf cause(Fault fault, Path folder, SparkConf conf) {
    return conf.set("spark.plugins", TaskFaults.class.getName())
        .set(FOLDER, folder.toString())
        .set(FAULT, fault.name());
  }

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new InExecutor();
  }

  private static final class InExecutor implements ExecutorPlugin {
    private Fault fault;
    private Path folder;
    private String executor;

    @Override
    public void init(PluginContext context, Map<String, String> extra) {
      fault = Fault.valueOf(context.conf().get(FAULT));
      folder = Path.of(context.conf().get(FOLDER));
      executor = context.executorID();
      try {
        Files.writeString(
            folder.resolve(Fault.PROCESS + executor), Long.toString(ProcessHandle.current().pid()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onTaskStart() {
      try {
        fault.befall(TaskContext.get(), folder, executor);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
