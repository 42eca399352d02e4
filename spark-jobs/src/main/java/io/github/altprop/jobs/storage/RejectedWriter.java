package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.files.NewFile;
import io.github.altprop.preprocessing.Rejection;
import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Writes what could not be used to a Parquet file of its own: {@code index}, {@code path}, {@code
 * reason}, {@code cause}, {@code bytes}. There is no file if there is nothing to write.
 */
public final class RejectedWriter implements Closeable {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(PrimitiveTypeName.INT64)
          .named("index")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("path")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("reason")
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("cause")
          .required(PrimitiveTypeName.BINARY)
          .named("bytes")
          .named("rejection");

  /** So much is held in memory. */
  private static final long ROW_GROUP_BYTES = 8L << 20;

  private final Location place;
  private final String attempt;
  private NewFile file;
  private DigestingOutput output;
  private ParquetWriter<Group> parquet;

  /**
   * @param place where to write; what is there is replaced
   * @param attempt tells writers apart who may write this file at the same time
   */
  public RejectedWriter(Location place, String attempt) {
    this.place = place;
    this.attempt = attempt;
  }

  /** Adds one. */
  public void add(Rejection rejection) throws IOException {
    if (parquet == null) {
      file = place.create(attempt);
      output = new DigestingOutput(file);
      parquet =
          ExampleParquetWriter.builder(output)
              .withConf(new Configuration(false))
              .withRowGroupSize(ROW_GROUP_BYTES)
              .withType(SCHEMA)
              .build();
    }
    Group row = new SimpleGroup(SCHEMA);
    row.add("index", rejection.index());
    row.add("path", rejection.path());
    row.add("reason", rejection.reason());
    row.add("cause", rejection.cause());
    row.add("bytes", Binary.fromConstantByteArray(rejection.file()));
    parquet.write(row);
  }

  /** Publishes the file, if there is one. */
  public void finish() throws IOException {
    if (parquet != null) {
      output.holdBack(); // the last row group is in it too
      parquet.close();
      byte[] end = ShardFooter.ordered(output.heldBack());
      output.write(end, 0, end.length);
      file.publish();
    }
  }

  /** Gives the file up unless it was finished. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
