/**
 * A generated data set: ten shapes in any colour, drawn from nothing but a seed.
 *
 * <p>May import the root package.
 */
package io.github.altprop.preprocessing.synthetic;
