package io.github.altprop.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.dataset.Manifest;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardWriterTest {
  private static final ImageShape IMAGE = new ImageShape(2, 3, 3);

  @TempDir Path folder;

  /** Left to itself, Parquet orders them by identity hash codes, which no two processes share. */
  @Test
  void writesTheEncodingsOfAColumnInOneOrder() throws Exception {
    ImageColumn images = new ImageColumn(IMAGE, Manifest.Encoding.RAW);
    Location root = Location.of(folder.toString(), new Configuration());
    try (ShardWriter writer = new ShardWriter(root.child("a.parquet").create(""), images, 4)) {
      for (int i = 0; i < 6; i++) {
        writer.add(i, 0, new byte[IMAGE.values()]);
      }
      writer.finish("a.parquet");
    }

    List<ColumnChunk> columns =
        footer(Files.readAllBytes(folder.resolve("a.parquet"))).getRow_groups().stream()
            .flatMap(group -> group.getColumns().stream())
            .toList();
    assertThat(columns)
        .hasSize(6)
        .allSatisfy(
            column ->
                assertThat(column.getMeta_data().getEncodings())
                    .containsExactly(Encoding.PLAIN, Encoding.RLE));
  }

  /** The end of a Parquet file: metadata, its length, four letters. */
  private static FileMetaData footer(byte[] file) throws Exception {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 2 * 4);
    return Util.readFileMetaData(
        new ByteArrayInputStream(file, file.length - 2 * 4 - length, length));
  }
}
