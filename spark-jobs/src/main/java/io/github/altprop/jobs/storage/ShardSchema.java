package io.github.altprop.jobs.storage;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * The columns of a shard: {@code index} (int64), {@code label} (int32), {@code image} (see {@link
 * ImageColumn}). Each column of a row group is one plain, uncompressed page, so the images of a row
 * group lie side by side as they will in memory.
 */
final class ShardSchema {
  static final int INDEX = 0;
  static final int LABEL = 1;
  static final int IMAGE = 2;

  private ShardSchema() {}

  static MessageType of(ImageColumn images) {
    return Types.buildMessage()
        .required(PrimitiveTypeName.INT64)
        .named("index")
        .required(PrimitiveTypeName.INT32)
        .named("label")
        .addField(images.type())
        .named("example");
  }
}
