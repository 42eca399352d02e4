package io.github.altprop.jobs.export;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.training.checkpoint.Safetensors;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model as a safetensors file for PyTorch: names, shapes and element order are those that {@code
 * load_state_dict} of plain torch modules expects. docs/export.md has the map.
 */
public final class TorchFile {
  private TorchFile() {}

  /**
   * Writes the file, replacing what is there.
   *
   * @throws io.github.altprop.jobs.UserError if the network has no such form
   */
  public static void write(TrainedModel model, Location file) {
    Map<String, Tensor> tensors = tensors(model);
    Map<String, String> metadata = metadata(model);
    file.write(out -> Safetensors.write(out, tensors, metadata));
  }

  private static Map<String, Tensor> tensors(TrainedModel model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ReorderedParameter reordered : ChannelsFirst.of(model.network()).all()) {
      ElementType type = model.experiment().precision().type();
      int[] shape = reordered.shape().stream().mapToInt(Integer::intValue).toArray();
      Tensor tensor = model.engine().zeros(type, shape);
      tensor.put(reordered.from(model.holding(reordered.parameter())));
      tensors.put(name(reordered.parameter()), tensor);
    }
    return tensors;
  }

  /** {@code layer3.gamma} becomes {@code layer3.weight}; weights and biases keep their names. */
  private static String name(Parameter parameter) {
    String name = parameter.name();
    String layer = name.substring(0, name.lastIndexOf('.') + 1);
    return layer
        + switch (parameter.role()) {
          case WEIGHT, GAMMA -> "weight";
          case BIAS, BETA -> "bias";
          case MEAN -> "running_mean";
          case VARIANCE -> "running_var";
        };
  }

  private static Map<String, String> metadata(TrainedModel model) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.putAll(model.facts());
    metadata.put("altprop.layers", Outline.of(model.network()));
    return metadata;
  }
}
