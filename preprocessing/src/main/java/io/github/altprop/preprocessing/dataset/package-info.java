/**
 * A data set that altprop made: its manifest, its statistics, and the order in which an epoch
 * visits its examples.
 *
 * <p>May import the root package and Jackson.
 */
package io.github.altprop.preprocessing.dataset;
