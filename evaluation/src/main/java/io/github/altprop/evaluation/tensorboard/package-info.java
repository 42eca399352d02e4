/**
 * Files that TensorBoard reads: records of events in protocol buffers, framed and with checksums.
 * May import {@code evaluation.run}; knows no file system.
 */
package io.github.altprop.evaluation.tensorboard;
