/**
 * What the points of a sweep come to together: quantities read from runs, means over seeds in
 * tables and figures, and published values beside them. May import {@code evaluation.run} and
 * {@code evaluation.chart}; reading sweep files and drawing pages is others' business.
 */
package io.github.altprop.evaluation.sweep;
