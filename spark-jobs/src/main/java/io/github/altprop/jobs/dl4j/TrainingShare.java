package io.github.altprop.jobs.dl4j;

import io.github.altprop.jobs.worker.Feed;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.tensor.ElementType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The minibatches of one worker in one round.
 *
 * @param epoch from 1
 * @param numbers of the minibatches within the epoch
 */
record TrainingShare(int epoch, List<Integer> numbers) implements Serializable {
  TrainingShare {
    numbers = List.copyOf(numbers);
  }

  /** Reads them, each as [rows, channels, height, width] and one-hot labels. */
  List<DataSet> read(Worker worker) {
    int[] image = worker.learner().network().inputShape();
    int classes = worker.learner().classes();
    DataType type =
        worker.experiment().precision().type() == ElementType.FLOAT32
            ? DataType.FLOAT
            : DataType.DOUBLE;
    List<DataSet> read = new ArrayList<>();
    try (Feed feed = worker.inputs().training(epoch, numbers)) {
      feed.forEach(batch -> read.add(dataSet(batch, image, classes, type)));
    }
    return read;
  }

  private static DataSet dataSet(Minibatch batch, int[] image, int classes, DataType type) {
    int rows = batch.size();
    INDArray features =
        Nd4j.createFromArray(channelsFirst(batch.inputs(), rows, image))
            .reshape(rows, image[2], image[0], image[1]);
    float[] labels = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      labels[row * classes + batch.labels()[row]] = 1;
    }
    return new DataSet(
        features.castTo(type), Nd4j.createFromArray(labels).reshape(rows, classes).castTo(type));
  }

  private static float[] channelsFirst(float[] inputs, int rows, int[] image) {
    int pixels = image[0] * image[1];
    int channels = image[2];
    float[] reordered = new float[rows * pixels * channels];
    for (int row = 0; row < rows; row++) {
      int start = row * pixels * channels;
      for (int pixel = 0; pixel < pixels; pixel++) {
        for (int channel = 0; channel < channels; channel++) {
          reordered[start + channel * pixels + pixel] = inputs[start + pixel * channels + channel];
        }
      }
    }
    return reordered;
  }
}
