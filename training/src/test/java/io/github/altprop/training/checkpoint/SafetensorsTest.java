package io.github.altprop.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SafetensorsTest {
  private final Engine engine = TestDevice.engine(1);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatIsWrittenIsReadBackBitForBit() throws IOException {
    Map<String, Tensor> written = tensors(1);
    Map<String, Tensor> read = tensors(2);
    Safetensors.read(new ByteArrayInputStream(bytes(written)), read);
    written.forEach(
        (name, tensor) ->
            assertThat(read.get(name).toDoubles()).as(name).isEqualTo(tensor.toDoubles()));
  }

  @Test
  void headerSaysNameTypeShapeAndOffsets() throws IOException {
    byte[] file = bytes(tensors(1));
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(file, 8, length, StandardCharsets.UTF_8))
        .contains("\"__metadata__\":{\"rule\":\"bp\"}")
        .contains("\"layer0.weight\":{\"dtype\":\"F32\",\"shape\":[3,5],\"data_offsets\":[0,60]}")
        .contains("\"layer0.bias\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[60,84]}");
    assertThat(file).hasSize(8 + length + 84);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] file = bytes(tensors(1));
    for (int length = 0; length < file.length; length++) {
      byte[] part = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(part), tensors(2)))
          .isInstanceOf(CorruptFileException.class);
    }
  }

  @Test
  void surplusBytesOtherNamesAndOtherShapesAreRefused() throws IOException {
    byte[] file = bytes(tensors(1));
    assertThatThrownBy(
            () ->
                Safetensors.read(
                    new ByteArrayInputStream(Arrays.copyOf(file, file.length + 1)), tensors(2)))
        .hasMessageContaining("goes on after its last tensor");
    assertThatThrownBy(
            () ->
                Safetensors.read(
                    new ByteArrayInputStream(file),
                    Map.of("layer0.weight", tensors(2).get("layer0.weight"))))
        .hasMessageContaining("unexpected tensor layer0.bias");
    Map<String, Tensor> other = tensors(2);
    other.put("layer0.weight", engine.zeros(ElementType.FLOAT32, 5, 3));
    assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file), other))
        .hasMessageContaining("layer0.weight as F32[3, 5] where F32[5, 3] was expected");
  }

  private byte[] bytes(Map<String, Tensor> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, tensors, Map.of("rule", "bp"));
    return out.toByteArray();
  }

  private Map<String, Tensor> tensors(long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("layer0.weight", engine.zeros(ElementType.FLOAT32, 3, 5));
    tensors.put("layer0.bias", engine.zeros(ElementType.FLOAT64, 3));
    tensors.values().forEach(t -> t.put(new Gaussian(seed).next(Math.toIntExact(t.size()))));
    return tensors;
  }
}
