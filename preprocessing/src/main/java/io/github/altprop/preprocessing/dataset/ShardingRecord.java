package io.github.altprop.preprocessing.dataset;

import java.io.Serializable;

/**
 * The options that a data set was made with.
 *
 * @param seed of the shuffle and all choices
 * @param classes how many classes were kept; null for all
 * @param subset how many training examples were kept; null for all
 * @param labelNoise the fraction of training labels that are noise
 * @param relabelled how many training labels that is
 * @param variant which of the source's data sets; null if that was not asked
 * @param testSplit folder of the test images; null if that was not asked
 * @param resize how images became one size; null if they had one
 * @param orientation what became of the orientation that cameras noted; null if images have none
 * @param quality of JPEG images, 1 to 100; null if images are stored raw
 * @param rowsPerGroup examples of a whole row group
 * @param groupsPerFile row groups of a whole file
 */
public record ShardingRecord(
    long seed,
    Integer classes,
    Integer subset,
    double labelNoise,
    int relabelled,
    String variant,
    String testSplit,
    String resize,
    String orientation,
    Integer quality,
    int rowsPerGroup,
    int groupsPerFile)
    implements Serializable {}
