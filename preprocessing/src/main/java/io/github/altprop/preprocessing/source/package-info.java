/**
 * Readers of data sets as they are published, each one file, registered in {@link
 * io.github.altprop.preprocessing.source.Sources}. A source plans its work as small serialisable
 * chunks that can be read anywhere and in any order.
 *
 * <p>May import the root package and {@code synthetic}, {@code image} and {@code dataset}.
 */
package io.github.altprop.preprocessing.source;
