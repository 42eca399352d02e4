package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A shard for Parquet to read. */
record ShardInput(Location file, long length) implements InputFile {
  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return HadoopStreams.wrap(file.open());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
