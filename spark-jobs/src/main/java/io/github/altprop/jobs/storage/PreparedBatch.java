package io.github.altprop.jobs.storage;

/**
 * A minibatch ready for the network. The arrays belong to the stream, hold a whole batch even if
 * this one is short, and are overwritten after the next call of {@link MinibatchStream#next}.
 *
 * @param size number of examples
 * @param inputs height x width x channels floats for each example
 * @param labels class of each example
 * @param indices ordinal in the source of each example
 */
@SuppressWarnings("ArrayRecordComponent") // a view of reused buffers, never compared
public record PreparedBatch(int size, float[] inputs, int[] labels, long[] indices) {}
