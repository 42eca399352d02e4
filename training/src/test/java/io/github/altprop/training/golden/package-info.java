/**
 * Reads golden fixtures, numbers that an independent implementation computed, for the tests of all
 * modules. May import nothing of this project, so that no test checks code against itself.
 */
package io.github.altprop.training.golden;
