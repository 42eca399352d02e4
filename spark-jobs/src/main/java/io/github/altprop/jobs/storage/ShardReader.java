package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.files.Reasons;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;

/**
 * Reads row groups of one shard, and refuses by name a shard that is not what the manifest says.
 */
final class ShardReader implements Closeable {
  private final Location location;
  private final ShardFile entry;
  private final ImageColumn images;
  private final MessageType schema;
  private final ParquetFileReader parquet;

  private ShardReader(
      Location location, ShardFile entry, ImageColumn images, ParquetFileReader parquet) {
    this.location = location;
    this.entry = entry;
    this.images = images;
    this.schema = ShardSchema.of(images);
    this.parquet = parquet;
  }

  /**
   * Opens a shard.
   *
   * @param root folder of the manifest
   * @param entry what the manifest says of the shard
   * @param images how images are stored
   */
  static ShardReader open(Location root, ShardFile entry, ImageColumn images) {
    Location file = root.child(entry.path());
    try {
      long length = file.status().getLen();
      if (length != entry.bytes()) {
        throw new BadInputException(
            file + ": " + length + " bytes; the manifest says " + entry.bytes());
      }
      ParquetFileReader parquet =
          ParquetFileReader.open(
              new ShardInput(file, length),
              HadoopReadOptions.builder(new Configuration(false)).build());
      ShardReader reader = new ShardReader(file, entry, images, parquet);
      try {
        reader.checkLayout();
        return reader;
      } catch (RuntimeException e) {
        parquet.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw refused(file, e);
    }
  }

  private void checkLayout() {
    MessageType found = parquet.getFileMetaData().getSchema();
    if (!found.equals(schema)) {
      throw new BadInputException(
          location
              + ": columns "
              + found.getColumns()
              + "; expected "
              + schema.getColumns()
              + " for "
              + images.encoding()
              + " images of "
              + images.image());
    }
    if (parquet.getRowGroups().size() != entry.rowGroups().size()) {
      throw new BadInputException(
          location
              + ": "
              + parquet.getRowGroups().size()
              + " row groups; the manifest says "
              + entry.rowGroups().size());
    }
  }

  /** Reads and checks a row group, by its number in this shard. */
  Pages read(int number) {
    RowGroupEntry expected = entry.rowGroups().get(number);
    Pages read;
    try {
      PageReadStore pages = parquet.readRowGroup(number);
      if (pages.getRowCount() != expected.rows()) {
        throw new BadInputException(
            location
                + ": row group "
                + number
                + ": "
                + pages.getRowCount()
                + " rows; the manifest says "
                + expected.rows());
      }
      read =
          new Pages(
              page(pages, ShardSchema.INDEX),
              page(pages, ShardSchema.LABEL),
              page(pages, ShardSchema.IMAGE));
    } catch (IOException | RuntimeException e) {
      throw refused(location, e);
    }
    if (read.checksum() != expected.crc32c()) {
      throw new BadInputException(
          location
              + ": row group "
              + number
              + ": checksum "
              + read.checksum()
              + "; the manifest says "
              + expected.crc32c());
    }
    return read;
  }

  private byte[] page(PageReadStore pages, int column) throws IOException {
    DataPage page = pages.getPageReader(schema.getColumns().get(column)).readPage();
    if (page instanceof DataPageV1 plain && plain.getValueCount() == pages.getRowCount()) {
      return plain.getBytes().toByteArray();
    }
    throw new BadInputException(location + ": column " + column + " is not one plain page");
  }

  /** What a user is told of a shard that could not be read. */
  static BadInputException refused(Location file, Exception cause) {
    if (cause instanceof BadInputException told) {
      return told;
    }
    if (cause instanceof FileNotFoundException) {
      return new BadInputException(file + ": missing; the manifest lists it", cause);
    }
    String what =
        cause instanceof IOException ? "cannot be read: " : "not a readable Parquet file: ";
    return new BadInputException(file + ": " + what + Reasons.of(cause), cause);
  }

  @Override
  public void close() throws IOException {
    parquet.close();
  }
}
