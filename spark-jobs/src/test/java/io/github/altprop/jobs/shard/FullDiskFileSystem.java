package io.github.altprop.jobs.shard;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** The local disk under the scheme {@code full}, with room for {@code full.bytes} bytes. */
public final class FullDiskFileSystem extends FileSystem {
  private final RawLocalFileSystem disk = new RawLocalFileSystem();
  private final AtomicLong room = new AtomicLong();

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    super.initialize(name, configuration);
    disk.initialize(URI.create("file:///"), configuration);
    room.set(configuration.getLong("full.bytes", 0));
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out = disk.create(local(path), overwrite);
    return new FSDataOutputStream(
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (room.addAndGet(-length) < 0) {
              throw new IOException("No space left on device");
            }
            out.write(bytes, offset, length);
          }

          @Override
          public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
          }
        },
        null);
  }

  @Override
  public URI getUri() {
    return URI.create("full:///");
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return disk.open(local(path), bufferSize);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress)
      throws IOException {
    throw new IOException("not supported");
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return disk.rename(local(from), local(to));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return disk.delete(local(path), recursive);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return disk.listStatus(local(path));
  }

  @Override
  public void setWorkingDirectory(Path path) {
    disk.setWorkingDirectory(local(path));
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path("full:///");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return disk.mkdirs(local(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return disk.getFileStatus(local(path));
  }

  private static Path local(Path path) {
    return new Path("file", null, path.toUri().getPath());
  }
}
