package io.github.altprop.preprocessing;

/**
 * An example that cannot be used.
 *
 * @param index ordinal in the split of the source
 * @param label class that it would have
 * @param path of the file, below the data set's folder
 * @param reason the kind of trouble, in kebab-case
 * @param cause what was wrong, in one line
 * @param file the bytes as they were found; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Rejection(
    long index, int label, String path, String reason, String cause, byte[] file)
    implements Reading {}
