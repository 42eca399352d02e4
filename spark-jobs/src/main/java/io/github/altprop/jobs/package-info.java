/**
 * The command line and the Spark jobs behind it: the only place that knows Spark, Hadoop, picocli
 * and YAML. May import every other package of altprop.
 */
package io.github.altprop.jobs;
