package io.github.altprop.training.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** Files of weights: read into tensors of their names and shapes, or refused. */
class SafetensorsFuzzTest {
  private static final Engine ENGINE = TestDevice.engine(1);
  private static final Map<String, Tensor> TENSORS =
      Map.of(
          "a", ENGINE.zeros(ElementType.FLOAT32, 2, 3), "b", ENGINE.zeros(ElementType.FLOAT64, 4));

  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) throws IOException {
    try {
      Safetensors.read(new ByteArrayInputStream(file), TENSORS);
    } catch (CorruptFileException e) {
      // Said to the user with the name of the file.
    }
  }
}
