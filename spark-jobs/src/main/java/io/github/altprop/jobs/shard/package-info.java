/**
 * The shard job: a source becomes a shuffled, checksummed folder of Parquet with a manifest, or
 * nothing.
 *
 * <p>May import {@code preprocessing}, {@code jobs.storage}, Spark and Hadoop.
 */
package io.github.altprop.jobs.shard;
