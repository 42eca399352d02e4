package io.github.altprop.jobs.faults;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/**
 * Keeps Spark from logging, with its stack, what a user can mend: the command says it in one
 * message. Spark logs such a failure of a task three times, in the executor and in the driver.
 */
public final class QuietLog extends AbstractFilter {
  private static final String TASKS = "org.apache.spark.scheduler.TaskSetManager";
  private static final String ABORTING = "aborting job";

  QuietLog() {}

  /** Sets this process's log up: quiet, or whole where the environment asks for everything. */
  public static void install() {
    if (UserFaults.isDebugging()) {
      Configurator.setRootLevel(Level.INFO);
    } else if (LogManager.getContext(false) instanceof LoggerContext context) {
      // On the root's own configuration, where whole events pass: those of all loggers do.
      LoggerConfig root = context.getConfiguration().getRootLogger();
      if (root.getFilter() == null) {
        QuietLog filter = new QuietLog();
        filter.start();
        root.addFilter(filter);
        context.updateLoggers();
      }
    }
  }

  @Override
  public Result filter(LogEvent event) {
    boolean quoted = UserFaults.isQuoted(event.getMessage().getFormattedMessage());
    if (quoted || UserFaults.in(event.getThrown()).isPresent() || aborts(event)) {
      return Result.DENY;
    }
    return Result.NEUTRAL;
  }

  /** That a job ends for a failure of its task, which the driver then throws. */
  private static boolean aborts(LogEvent event) {
    return event.getLoggerName().equals(TASKS)
        && event.getMessage().getFormattedMessage().endsWith(ABORTING);
  }
}
