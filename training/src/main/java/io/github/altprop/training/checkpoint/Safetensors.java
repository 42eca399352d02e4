package io.github.altprop.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Tensor;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The safetensors format: 8 bytes of header length (little endian), a JSON header with name, dtype,
 * shape and offsets of every tensor, then the tensors, little endian and row-major, without gaps.
 *
 * <p>Source: the safetensors format description, version 0.4.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_HEADER = 100_000_000;
  private static final int CHUNK = 1 << 16;

  private Safetensors() {}

  /**
   * Writes tensors under their names, in the map's order.
   *
   * @param metadata free text, kept in the header
   */
  public static void write(
      OutputStream out, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    writeHeader(out, header(tensors, metadata));
    for (Tensor tensor : tensors.values()) {
      writeElements(out, tensor);
    }
  }

  /**
   * The JSON header of a file: what stands before the elements of its tensors.
   *
   * @param tensors in the order of the file; their elements are not looked at
   * @param metadata free text
   */
  public static String header(Map<String, Tensor> tensors, Map<String, String> metadata) {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = header.putObject("__metadata__");
      metadata.forEach(node::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", dtype(tensor.type()));
      ArrayNode shape = node.putArray("shape");
      Arrays.stream(tensor.shape()).forEach(shape::add);
      long end = offset + tensor.size() * tensor.type().bytes();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    return header.toString();
  }

  /**
   * Begins a file whose elements are written by the caller: those of all tensors in the header's
   * order, little endian, without gaps.
   *
   * @param header what {@link #header} gave
   */
  public static void writeHeader(OutputStream out, String header) throws IOException {
    byte[] text = padded(header.getBytes(StandardCharsets.UTF_8));
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).array());
    out.write(text);
  }

  /**
   * Reads a file into tensors that exist already.
   *
   * @param tensors exactly the names, types and shapes of the file, in any order
   * @throws CorruptFileException if the file is damaged, or holds something else
   */
  public static void read(InputStream in, Map<String, Tensor> tensors) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      JsonNode header = header(data);
      int found = 0;
      long offset = 0;
      var fields = header.fields();
      while (fields.hasNext()) {
        var field = fields.next();
        if (field.getKey().equals("__metadata__")) {
          continue;
        }
        Tensor tensor = tensors.get(field.getKey());
        check(field.getKey(), field.getValue(), tensor, offset);
        readElements(data, tensor);
        offset += tensor.size() * tensor.type().bytes();
        found++;
      }
      if (found != tensors.size()) {
        throw new CorruptFileException(
            "holds " + found + " tensors where " + tensors.size() + " were expected");
      }
      if (data.read() >= 0) {
        throw new CorruptFileException("goes on after its last tensor");
      }
    } catch (EOFException e) {
      throw new CorruptFileException("ends too early", e);
    }
  }

  private static JsonNode header(DataInputStream data) throws IOException {
    long length = Long.reverseBytes(data.readLong());
    if (length < 2 || length > LARGEST_HEADER) {
      throw new CorruptFileException("claims a header of " + length + " bytes");
    }
    byte[] text = new byte[(int) length];
    data.readFully(text);
    try {
      return JSON.readTree(new String(text, StandardCharsets.UTF_8)); // never as UTF-16 or UTF-32
    } catch (JsonProcessingException e) {
      throw new CorruptFileException("has a header that is not JSON", e);
    }
  }

  private static void check(String name, JsonNode entry, Tensor tensor, long offset)
      throws CorruptFileException {
    if (tensor == null) {
      throw new CorruptFileException("holds an unexpected tensor " + name);
    }
    int[] shape = new int[entry.path("shape").size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = entry.path("shape").path(i).asInt(-1);
    }
    String type = entry.path("dtype").asText();
    if (!type.equals(dtype(tensor.type())) || !Arrays.equals(shape, tensor.shape())) {
      throw new CorruptFileException(
          "has "
              + name
              + " as "
              + type
              + Arrays.toString(shape)
              + " where "
              + dtype(tensor.type())
              + Arrays.toString(tensor.shape())
              + " was expected");
    }
    if (entry.path("data_offsets").path(0).asLong(-1) != offset) {
      throw new CorruptFileException("has " + name + " at an unexpected offset");
    }
  }

  private static void writeElements(OutputStream out, Tensor tensor) throws IOException {
    int size = Math.toIntExact(tensor.size());
    byte[] bytes = new byte[CHUNK * tensor.type().bytes()];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < size; from += CHUNK) {
      int count = Math.min(CHUNK, size - from);
      Tensor part = tensor.slice(from, count);
      buffer.clear();
      if (tensor.type() == ElementType.FLOAT32) {
        buffer.asFloatBuffer().put(part.toFloats());
      } else {
        buffer.asDoubleBuffer().put(part.toDoubles());
      }
      out.write(bytes, 0, count * tensor.type().bytes());
    }
  }

  private static void readElements(DataInputStream data, Tensor tensor) throws IOException {
    int size = Math.toIntExact(tensor.size());
    byte[] bytes = new byte[CHUNK * tensor.type().bytes()];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < size; from += CHUNK) {
      int count = Math.min(CHUNK, size - from);
      data.readFully(bytes, 0, count * tensor.type().bytes());
      buffer.clear();
      if (tensor.type() == ElementType.FLOAT32) {
        float[] values = new float[count];
        buffer.asFloatBuffer().get(values);
        tensor.slice(from, count).put(values);
      } else {
        double[] values = new double[count];
        buffer.asDoubleBuffer().get(values);
        tensor.slice(from, count).put(values);
      }
    }
  }

  private static byte[] padded(byte[] text) {
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  private static String dtype(ElementType type) {
    return type == ElementType.FLOAT32 ? "F32" : "F64";
  }
}
