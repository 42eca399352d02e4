package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.NewFile;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Writes one shard: a Parquet file whose row groups hold exactly the given number of examples, but
 * for the last. The same examples give the same bytes.
 */
public final class ShardWriter implements Closeable {
  private final NewFile file;
  private final DigestingOutput output;
  private final ParquetFileWriter parquet;
  private final MessageType schema;
  private final ImageShape image;
  private final int rowsPerGroup;
  private final RowGroup buffer;
  private final List<RowGroupEntry> written = new ArrayList<>();
  private int rows;

  /**
   * @param file to write; closed with this
   * @param image size of every image
   * @param rowsPerGroup examples in a row group
   */
  public ShardWriter(NewFile file, ImageShape image, int rowsPerGroup) throws IOException {
    this.file = file;
    this.image = image;
    this.rowsPerGroup = rowsPerGroup;
    this.schema = ShardSchema.of(image);
    this.output = new DigestingOutput(file);
    this.buffer =
        new RowGroup(
            rowsPerGroup,
            new long[rowsPerGroup],
            new int[rowsPerGroup],
            new byte[Math.multiplyExact(rowsPerGroup, image.values())]);
    this.parquet =
        new ParquetFileWriter(
            output,
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            Long.MAX_VALUE,
            0,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            true);
    parquet.start();
  }

  /** Adds an example; the pixels are copied from an offset on. */
  public void add(long index, int label, byte[] pixels, int offset) throws IOException {
    buffer.indices()[rows] = index;
    buffer.labels()[rows] = label;
    System.arraycopy(pixels, offset, buffer.pixels(), rows * image.values(), image.values());
    rows++;
    if (rows == rowsPerGroup) {
      flush();
    }
  }

  /**
   * Writes what is left and publishes the file.
   *
   * @param path of the file relative to the manifest
   * @return what the manifest says of it
   */
  public ShardFile finish(String path) throws IOException {
    if (rows > 0) {
      flush();
    }
    parquet.end(Map.of("altprop.image", image.toString()));
    file.publish();
    long total = written.stream().mapToLong(RowGroupEntry::rows).sum();
    return new ShardFile(path, total, output.bytes(), output.sha256(), List.copyOf(written));
  }

  private void flush() throws IOException {
    RowGroup group = new RowGroup(rows, buffer.indices(), buffer.labels(), buffer.pixels());
    byte[] indexBytes = group.indexBytes();
    byte[] labelBytes = group.labelBytes();
    int pixelBytes = rows * image.values();
    parquet.startBlock(rows);
    column(ShardSchema.INDEX, BytesInput.from(indexBytes));
    column(ShardSchema.LABEL, BytesInput.from(labelBytes));
    column(ShardSchema.IMAGE, BytesInput.from(group.pixels(), 0, pixelBytes));
    parquet.endBlock();
    written.add(
        new RowGroupEntry(
            rows, RowGroup.checksum(indexBytes, labelBytes, group.pixels(), pixelBytes)));
    rows = 0;
  }

  private void column(int column, BytesInput page) throws IOException {
    parquet.startColumn(schema.getColumns().get(column), rows, CompressionCodecName.UNCOMPRESSED);
    parquet.writeDataPage(
        rows,
        Math.toIntExact(page.size()),
        page,
        Statistics.createStats(schema.getType(column)),
        rows,
        Encoding.RLE,
        Encoding.RLE,
        Encoding.PLAIN);
    parquet.endColumn();
  }

  /** Gives the file up unless it was finished. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
