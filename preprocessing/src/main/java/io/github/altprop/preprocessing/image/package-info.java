/**
 * From image files to pixels of one size: what a file claims to be, decoding, geometry.
 *
 * <p>May import the root package, Leptonica and OpenCV, which nothing else may.
 */
package io.github.altprop.preprocessing.image;
