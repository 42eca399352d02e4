/**
 * Learning rules: how credit is assigned. One file a rule, its equation beside the code; {@link
 * io.github.altprop.training.rule.LearningRules} names them all. Imports {@code network}, {@code
 * loss}, {@code initialization}, {@code options} and {@code tensor}.
 */
package io.github.altprop.training.rule;
