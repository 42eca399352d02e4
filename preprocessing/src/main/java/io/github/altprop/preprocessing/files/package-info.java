/**
 * The files and folders of a source, wherever they lie ({@link
 * io.github.altprop.preprocessing.files.FileAccess}), loose or in tar archives.
 *
 * <p>May import the root package, {@code image} and {@code dataset}.
 */
package io.github.altprop.preprocessing.files;
