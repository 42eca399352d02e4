package io.github.altprop.benchmarks;

import io.github.altprop.training.learner.Minibatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Some images of CIFAR-10, in the format of its binary version. */
final class CifarPart {
  private static final int PIXELS = 32 * 32;
  private static final int CHANNELS = 3;
  private static final int RECORD = 1 + PIXELS * CHANNELS;
  private static final float WHITE = 255;

  private final byte[] records;

  private CifarPart(byte[] records) {
    this.records = records;
  }

  static CifarPart read(Path file) throws IOException {
    byte[] records = Files.readAllBytes(file);
    if (records.length == 0 || records.length % RECORD != 0) {
      throw new IOException(file + " has " + records.length + " bytes, no number of images");
    }
    return new CifarPart(records);
  }

  int size() {
    return records.length / RECORD;
  }

  /**
   * Images as [rows, height, width, channels] between 0 and 1.
   *
   * @param order of the images; null for that of the file
   */
  Minibatch minibatch(long number, int[] order, int from, int rows) {
    float[] inputs = new float[rows * PIXELS * CHANNELS];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      int record = (order == null ? from + row : order[from + row]) * RECORD;
      labels[row] = records[record];
      int at = row * PIXELS * CHANNELS;
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          int value = records[record + 1 + channel * PIXELS + pixel] & 0xff;
          inputs[at++] = value / WHITE;
        }
      }
    }
    return new Minibatch(number, inputs, labels);
  }
}
