package io.github.altprop.preprocessing.source;

import java.util.OptionalInt;

/**
 * What to make of a source.
 *
 * @param location where the data set is; ignored by generated ones
 * @param seed what generated data sets are drawn from
 * @param classes how many classes will be kept; all if empty
 * @param subset how many training examples will be kept; generated data sets make at least as many
 * @param images how image files become images of one size
 * @param layout how its files are to be understood
 */
public record SourceRequest(
    String location,
    long seed,
    OptionalInt classes,
    OptionalInt subset,
    ImageRequest images,
    LayoutRequest layout) {}
