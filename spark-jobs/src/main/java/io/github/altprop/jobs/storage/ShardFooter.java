package io.github.altprop.jobs.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/**
 * The end of a Parquet file: indexes, metadata, the metadata's length and four letters. Parquet
 * writes the encodings of a column in the order of a hash set of constants, which is another in
 * every process; here they are put in order, for the same examples to give the same bytes.
 */
final class ShardFooter {
  private static final int LENGTH_AND_LETTERS = 2 * Integer.BYTES;

  private ShardFooter() {}

  static byte[] ordered(byte[] end) throws IOException {
    int lengthAt = end.length - LENGTH_AND_LETTERS;
    int length = RowGroup.little(end).getInt(lengthAt);
    int start = lengthAt - length;
    FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(end, start, length));
    metadata.getRow_groups().stream()
        .flatMap(group -> group.getColumns().stream())
        .forEach(column -> Collections.sort(column.getMeta_data().getEncodings()));
    ByteArrayOutputStream ordered = new ByteArrayOutputStream();
    ordered.write(end, 0, start);
    Util.writeFileMetaData(metadata, ordered);
    byte[] lengthBytes = new byte[Integer.BYTES];
    RowGroup.little(lengthBytes).putInt(ordered.size() - start);
    ordered.writeBytes(lengthBytes);
    ordered.write(end, lengthAt + Integer.BYTES, Integer.BYTES);
    return ordered.toByteArray();
  }
}
