/**
 * What a trainer trains, whatever the family of rules, and the trainer itself. Imports every other
 * package of training but the tensor implementation.
 */
package io.github.altprop.training.learner;
