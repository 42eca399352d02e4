/**
 * Experiment files: YAML to checked records, with every problem reported at once. Knows which
 * sections there are but no rule, network or optimiser by name: those declare their own options.
 * Imports {@code training.options} and SnakeYAML; no Spark.
 */
package io.github.altprop.jobs.conf;
