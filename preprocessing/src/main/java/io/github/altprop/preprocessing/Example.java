package io.github.altprop.preprocessing;

/**
 * One labelled image.
 *
 * @param index ordinal in the split of the source, whatever became of the other examples
 * @param label class, from 0
 * @param pixels the image: unsigned bytes, row by row, channels innermost (HWC); not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Example(long index, int label, byte[] pixels) implements Reading {}
