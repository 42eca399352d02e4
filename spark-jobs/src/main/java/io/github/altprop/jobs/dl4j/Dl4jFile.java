package io.github.altprop.jobs.dl4j;

import io.github.altprop.jobs.export.TrainedModel;
import io.github.altprop.jobs.files.Location;
import org.deeplearning4j.util.ModelSerializer;

/** A model as a file that {@code MultiLayerNetwork.load} of any DL4J program reads. */
public final class Dl4jFile {
  private Dl4jFile() {}

  /**
   * Writes the file, replacing what is there.
   *
   * @throws io.github.altprop.jobs.UserError if DL4J has no such network
   */
  public static void write(TrainedModel model, Location file) {
    try (Dl4jModel made = Dl4jModel.of(model.network(), model.experiment().precision().type())) {
      made.put(model::holding);
      file.write(out -> ModelSerializer.writeModel(made.network(), out, false));
    }
  }
}
