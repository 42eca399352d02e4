/**
 * Which examples of a source go into a data set and under which labels: class subsets, training
 * subsets and label noise, each a pure function of (seed, index).
 *
 * <p>May import the root package.
 */
package io.github.altprop.preprocessing.selection;
