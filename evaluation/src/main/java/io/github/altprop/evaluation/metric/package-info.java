/**
 * What the papers measure: angles between updates, accuracies, distances within and between
 * classes. Everything accumulates batch by batch and merges, so that the parts of a data set can be
 * measured apart. May import {@code training.tensor}.
 */
package io.github.altprop.evaluation.metric;
