package io.github.altprop.jobs.round;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.unsafe.Platform;
import scala.reflect.ClassTag;

/**
 * Slices, or the bytes of slices, each after its number; slices are what is read. Java's
 * serialisation would move the arrays a kilobyte at a time, and each of these would be a call of
 * the operating system.
 */
final class SliceSerializer extends Serializer implements Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public SerializerInstance newInstance() {
    return new Streams();
  }

  private static final class Streams extends SerializerInstance {
    @Override
    public SerializationStream serializeStream(OutputStream out) {
      return new Writing(new DataOutputStream(out));
    }

    @Override
    public DeserializationStream deserializeStream(InputStream in) {
      return new Reading(new DataInputStream(in));
    }

    @Override
    public <T> ByteBuffer serialize(T object, ClassTag<T> type) {
      throw onlyStreams();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassTag<T> type) {
      throw onlyStreams();
    }

    @Override
    public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> type) {
      throw onlyStreams();
    }

    private static UnsupportedOperationException onlyStreams() {
      return new UnsupportedOperationException("slices travel in streams");
    }
  }

  private static final class Writing extends SerializationStream {
    private final DataOutputStream out;

    Writing(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public <T> SerializationStream writeKey(T key, ClassTag<T> type) {
      return written(() -> out.writeInt((Integer) key));
    }

    @Override
    public <T> SerializationStream writeValue(T value, ClassTag<T> type) {
      return written(
          () -> {
            if (value instanceof byte[] bytes) {
              out.write(bytes);
            } else {
              ((Slice) value).writeTo(out);
            }
          });
    }

    @Override
    public <T> SerializationStream writeObject(T object, ClassTag<T> type) {
      throw new UnsupportedOperationException("slices travel in pairs with their numbers");
    }

    @Override
    public void flush() {
      written(out::flush);
    }

    @Override
    public void close() {
      written(out::close);
    }

    private Writing written(Action action) {
      result(
          () -> {
            action.run();
            return null;
          });
      return this;
    }
  }

  private static final class Reading extends DeserializationStream {
    private final DataInputStream in;

    Reading(DataInputStream in) {
      this.in = in;
    }

    @Override
    @SuppressWarnings("unchecked") // T is Integer
    public <T> T readKey(ClassTag<T> type) {
      return (T) result(in::readInt);
    }

    @Override
    @SuppressWarnings("unchecked") // T is Slice
    public <T> T readValue(ClassTag<T> type) {
      return (T) result(() -> Slice.read(in));
    }

    @Override
    public <T> T readObject(ClassTag<T> type) {
      throw new UnsupportedOperationException("slices travel in pairs with their numbers");
    }

    @Override
    public void close() {
      result(
          () -> {
            in.close();
            return null;
          });
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  @FunctionalInterface
  private interface Source<T> {
    T get() throws IOException;
  }

  /** Spark waits for EOFException at the end and for other IOExceptions, not for wrapped ones. */
  private static <T> T result(Source<T> source) {
    try {
      return source.get();
    } catch (IOException e) {
      throw raised(e);
    }
  }

  private static IllegalStateException raised(IOException failure) {
    Platform.throwException(failure); // Spark's way round checked exceptions
    return new IllegalStateException(failure);
  }
}
