package io.github.altprop.jobs.onnx;

import io.github.altprop.jobs.BuildInfo;
import io.github.altprop.jobs.export.TrainedModel;
import io.github.altprop.jobs.files.Location;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;

/**
 * A model as an ONNX file: from bytes [batch, channels, height, width] to logits [batch, classes],
 * in float32 whatever the run's precision, since runtimes have no other convolutions everywhere.
 * docs/export.md describes it.
 */
public final class OnnxFile {
  /** The file format of ONNX 1.8, the first with operator set 13; later runtimes read it. */
  private static final int IR_VERSION = 7;

  private static final int OPERATOR_SET = 13;

  private OnnxFile() {}

  /**
   * Writes the file, replacing what is there.
   *
   * @throws io.github.altprop.jobs.UserError if the network has no such form
   */
  public static void write(TrainedModel model, Location file) {
    ModelProto made = of(model);
    file.write(made::writeTo);
  }

  private static ModelProto of(TrainedModel model) {
    OnnxGraph graph = new OnnxGraph();
    LayerNodes layers = new LayerNodes(graph, model);
    layers.chain(model.network().layers(), new PixelNodes(graph, model).normalized());
    ModelProto.Builder made =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("altprop")
            .setProducerVersion(BuildInfo.current().version())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(graph.finish(model.network().classes()));
    model
        .facts()
        .forEach(
            (key, value) ->
                made.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return made.build();
  }
}
