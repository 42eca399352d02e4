/**
 * Times training steps, ours and those of DL4J, for {@code compare.sh} and JMH. Not part of the
 * product: nothing imports it.
 */
package io.github.altprop.benchmarks;
