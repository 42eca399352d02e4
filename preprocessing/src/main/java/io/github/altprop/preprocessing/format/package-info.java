/**
 * Data sets as they are published, each a {@link io.github.altprop.preprocessing.source.Source}
 * registered in {@link io.github.altprop.preprocessing.format.Sources}; formats of several files
 * have a package of their own below this one.
 *
 * <p>May import {@code source} and {@code synthetic}, and what they import.
 */
package io.github.altprop.preprocessing.format;
