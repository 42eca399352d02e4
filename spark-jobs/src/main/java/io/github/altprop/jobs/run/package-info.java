/**
 * What a run leaves behind: its folder with configuration, provenance, metrics and checkpoints, on
 * any Hadoop file system. Knows bytes and names, not networks. Imports Hadoop and {@code
 * jobs.conf}; no Spark.
 */
package io.github.altprop.jobs.run;
