package io.github.altprop.jobs.round;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk under the scheme {@code flaky}, where the first shard cannot be opened once. */
public final class FlakyFileSystem extends RawLocalFileSystem {
  private final AtomicInteger shards = new AtomicInteger();
  private URI uri;

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    super.initialize(name, configuration);
  }

  @Override
  public URI getUri() {
    return uri == null ? URI.create("flaky:///") : uri; // asked for before there is one
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    if (path.getName().endsWith(".parquet") && shards.getAndIncrement() == 0) {
      throw new IOException("connection reset by " + uri);
    }
    return super.open(path, bufferSize);
  }

  /** How often opening failed. */
  int failures() {
    return Math.min(shards.get(), 1);
  }
}
