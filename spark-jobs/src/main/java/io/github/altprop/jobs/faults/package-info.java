/**
 * What a user can mend, told apart from what is a bug, in commands, tasks and logs. Imports the
 * exceptions of other packages, Spark's plugin interface and log4j.
 */
package io.github.altprop.jobs.faults;
