/**
 * What a source of examples is: a {@link io.github.altprop.preprocessing.source.Source} finds the
 * files of a data set and plans its work as small serialisable chunks, or lists of image files,
 * that can be read anywhere and in any order.
 *
 * <p>May import the root package and {@code files}, {@code image} and {@code dataset}.
 */
package io.github.altprop.preprocessing.source;
