/**
 * What altprop asks of learning rules and layers, as tests that anybody's can be tried with: the
 * {@code test-jar} of altprop-training. May import all of training.
 */
package io.github.altprop.training.testkit;
