/**
 * What the theory of feedback alignment speaks about: weight alignment and its bounds, the quantity
 * that training conserves, alignment dominance. Pure functions of arrays, but for {@code
 * HiddenLayer}, which finds the arrays of a network, and what looks at a learner with it. May
 * import {@code evaluation.metric} and {@code training}.
 *
 * <p>Weights are {@code [units, fan-in...]} with the channel of the layer below innermost, and only
 * the units that are passed on.
 */
package io.github.altprop.evaluation.theory;
