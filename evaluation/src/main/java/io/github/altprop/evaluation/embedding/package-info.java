/**
 * Pictures of what layers pass on: examples as points of a plane, near each other where their
 * features are. Chooses the examples, reduces their features to principal components, and lays them
 * out by t-SNE. May import {@code training.tensor} and {@code training.initialization}.
 */
package io.github.altprop.evaluation.embedding;
