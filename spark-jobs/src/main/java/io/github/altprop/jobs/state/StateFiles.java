package io.github.altprop.jobs.state;

import java.io.Serializable;

/**
 * The files of a checkpoint that hold what training changes, without their numbers: those follow a
 * file's header, vector after vector.
 *
 * @param parameters has the first two vectors of a state, parameters and statistics
 * @param optimizer has the moments; the file of each worker's own has the same header
 */
public record StateFiles(File parameters, File optimizer) {
  /** Vectors of a state before its moments. */
  public static final int MODEL_VECTORS = 2;

  /**
   * A file.
   *
   * @param header of safetensors
   */
  public record File(String name, String header) implements Serializable {}

  /** The file of a worker's own moments. */
  public File ofWorker(int worker) {
    return new File(CheckpointFiles.ofWorker(worker), optimizer.header());
  }
}
