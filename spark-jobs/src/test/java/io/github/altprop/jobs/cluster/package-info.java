/**
 * Tests on real clusters: processes of Spark on loopback, the application jar, and kills. They run
 * in {@code mvn verify} after the jar was made; {@code mvn verify -Pcluster} runs the long ones.
 * {@code mvn verify -Pspark4} runs both kinds on clusters of Spark 4, less those with the tag
 * {@code in-process}: their driver is the process of the tests, whose Spark is that of the build.
 */
package io.github.altprop.jobs.cluster;
