package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.NewFile;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
  /** Bytes of the images of a row group of the usual size, if they are raw; others grow. */
  private static final int USUAL_PAGE = 16 << 20;

  /** Encoded images take about so much less, at the qualities that people use. */
  private static final int COMPRESSION = 8;

  private final NewFile file;
  private final DigestingOutput output;
  private final ParquetFileWriter parquet;
  private final MessageType schema;
  private final ImageColumn images;
  private final int rowsPerGroup;
  private final long[] indices;
  private final int[] labels;
  private byte[] page;
  private int pageBytes;
  private final List<RowGroupEntry> written = new ArrayList<>();
  private int rows;

  /**
   * @param file to write; closed with this
   * @param images how images are stored
   * @param rowsPerGroup examples in a row group
   */
  public ShardWriter(NewFile file, ImageColumn images, int rowsPerGroup) throws IOException {
    this.file = file;
    this.images = images;
    this.rowsPerGroup = rowsPerGroup;
    this.schema = ShardSchema.of(images);
    this.output = new DigestingOutput(file);
    this.indices = new long[rowsPerGroup];
    this.labels = new int[rowsPerGroup];
    long full = (long) rowsPerGroup * images.image().values();
    long usual = images.prefixBytes() > 0 ? full / COMPRESSION : full;
    this.page = new byte[(int) Math.min(usual, USUAL_PAGE)];
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

  /** Adds an example; the image is encoded as the column's images are. */
  public void add(long index, int label, byte[] stored) throws IOException {
    indices[rows] = index;
    labels[rows] = label;
    int prefix = images.prefixBytes();
    ensureRoom(Math.addExact(pageBytes, prefix + stored.length));
    if (prefix > 0) {
      RowGroup.little(page).putInt(pageBytes, stored.length);
    }
    System.arraycopy(stored, 0, page, pageBytes + prefix, stored.length);
    pageBytes += prefix + stored.length;
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
    output.holdBack();
    parquet.end(Map.of("altprop.image", images.image().toString()));
    byte[] footer = ShardFooter.ordered(output.heldBack());
    output.write(footer, 0, footer.length);
    file.publish();
    long total = written.stream().mapToLong(RowGroupEntry::rows).sum();
    return new ShardFile(path, total, output.bytes(), output.sha256(), List.copyOf(written));
  }

  private void ensureRoom(int bytes) {
    if (bytes > page.length) {
      page = Arrays.copyOf(page, (int) Math.min(2L * bytes, Integer.MAX_VALUE - 8));
    }
  }

  private void flush() throws IOException {
    byte[] indexBytes = RowGroup.indexBytes(indices, rows);
    byte[] labelBytes = RowGroup.labelBytes(labels, rows);
    parquet.startBlock(rows);
    column(ShardSchema.INDEX, BytesInput.from(indexBytes));
    column(ShardSchema.LABEL, BytesInput.from(labelBytes));
    column(ShardSchema.IMAGE, BytesInput.from(page, 0, pageBytes));
    parquet.endBlock();
    written.add(
        new RowGroupEntry(rows, RowGroup.checksum(indexBytes, labelBytes, page, pageBytes)));
    rows = 0;
    pageBytes = 0;
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
