package io.github.altprop.jobs.onnx;

import io.github.altprop.jobs.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** A graph in the making. All tensors are float32; every value has the name of what makes it. */
final class OnnxGraph {
  private static final String OUTPUT = "logits";

  /** Of a protobuf message, less room for all but the tensors. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("altprop");
  private long bytes;

  /**
   * Declares the one input, [batch, shape...].
   *
   * @param meaning for people
   * @return the name
   */
  String input(String name, int[] shape, String meaning) {
    graph.addInput(value(name, shape).setDocString(meaning));
    return name;
  }

  /**
   * Adds a constant tensor.
   *
   * @param values in row-major order
   * @return the name
   * @throws UserError if the file would become larger than ONNX allows
   */
  String tensor(String name, List<Integer> shape, double... values) {
    bytes += (long) Float.BYTES * values.length;
    if (bytes > MOST_BYTES) {
      throw new UserError("the network has more parameters than the 2 GiB that ONNX files hold");
    }
    ByteBuffer raw =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      raw.putFloat((float) value);
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(ByteString.copyFrom(raw.flip()));
    shape.forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return name;
  }

  /**
   * Adds an operation with one output.
   *
   * @return the output's name, that of the node
   */
  String node(String name, String operator, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  static AttributeProto number(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  static AttributeProto integer(String name, int value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto integers(String name, int... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  /** The graph, whose output [batch, classes] is that of the node added last. */
  GraphProto finish(int classes) {
    graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, OUTPUT);
    return graph.addOutput(value(OUTPUT, classes)).build();
  }

  private static ValueInfoProto.Builder value(String name, int... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    dimensions.addDimBuilder().setDimParam("batch");
    Arrays.stream(shape).forEach(length -> dimensions.addDimBuilder().setDimValue(length));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(dimensions)));
  }
}
