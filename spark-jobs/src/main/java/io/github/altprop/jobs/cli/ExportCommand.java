package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.dl4j.Dl4jFile;
import io.github.altprop.jobs.export.TorchFile;
import io.github.altprop.jobs.export.TrainedModel;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.onnx.OnnxFile;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop export}. */
@Command(
    name = "export",
    description = {
      "Writes a run's network as a file for another library.",
      "%nParameters are those of the newest checkpoint. Inputs are [minibatch, channels, height, width],"
          + " normalised as in training (ONNX files do that themselves); units that only an inverse needs are left out."
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "A run folder that altprop train made.")
  private String run;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description =
          "dl4j: a .zip for MultiLayerNetwork.load. onnx: a graph for ONNX runtimes. safetensors:"
              + " weights for PyTorch.")
  private Format format;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The file; an older one is replaced.")
  private String file;

  /** What can be written. */
  enum Format {
    dl4j,
    onnx,
    safetensors
  }

  @Override
  public Integer call() {
    Configuration configuration = SparkSessions.hadoop();
    Location target = Location.of(file, configuration);
    Terminal progress = output.progress();
    try (TrainedModel model = TrainedModel.open(run, configuration, progress::say)) {
      switch (format) {
        case dl4j -> Dl4jFile.write(model, target);
        case onnx -> OnnxFile.write(model, target);
        case safetensors -> TorchFile.write(model, target);
      }
      output.results().println("file           " + target);
      output.results().println("checkpoint     " + model.checkpoint());
      output.results().println("input          " + Arrays.toString(model.channelsFirstInput()));
      model
          .normalization()
          .forEach((word, value) -> output.results().println("%-15s%s".formatted(word, value)));
      output.results().flush();
    }
    return 0;
  }
}
