/**
 * Tests on real clusters: processes of Spark on loopback, the application jar, and kills. They run
 * in {@code mvn verify} after the jar was made; {@code mvn verify -Pcluster} runs the long ones.
 */
package io.github.altprop.jobs.cluster;
