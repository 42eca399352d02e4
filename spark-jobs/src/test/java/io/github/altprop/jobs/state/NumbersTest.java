package io.github.altprop.jobs.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.training.tensor.ElementType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NumbersTest {
  private record Holder(Numbers numbers, String after) implements Serializable {}

  @Test
  void numbersForWhichThereIsNoMemorySaySo() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(written)) {
      int size = 54321;
      out.writeObject(new Holder(Numbers.zeros(ElementType.FLOAT32, size), "after"));
      out.flush();
      ByteBuffer bytes = ByteBuffer.wrap(written.toByteArray());
      int place = 0;
      while (bytes.getInt(place) != size) {
        place++;
      }
      bytes.putInt(place, Integer.MAX_VALUE);

      assertThatThrownBy(
              () -> {
                try (ObjectInputStream in =
                    new ObjectInputStream(new ByteArrayInputStream(bytes.array()))) {
                  in.readObject();
                }
              })
          .isInstanceOf(OutOfMemoryError.class);
    }
  }
}
