/**
 * Shards on any Hadoop file system: writing them, reading row groups by the manifest, and turning
 * them into minibatches ahead of the trainer.
 *
 * <p>May import {@code preprocessing}, Hadoop, Parquet and Spark's serialisable configuration.
 */
package io.github.altprop.jobs.storage;
