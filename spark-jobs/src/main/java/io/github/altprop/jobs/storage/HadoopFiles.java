package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.LocalFiles;
import io.github.altprop.preprocessing.files.RandomFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.util.SerializableConfiguration;

/** Sources' files on any Hadoop file system. */
public final class HadoopFiles implements FileAccess {
  private static final long serialVersionUID = 1L;
  private static final LocalFiles LOCAL = new LocalFiles();

  private final SerializableConfiguration configuration;

  public HadoopFiles(Configuration configuration) {
    this.configuration = new SerializableConfiguration(configuration);
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    Location file = at(path);
    FSDataInputStream in = file.open();
    try {
      if (offset > 0) {
        in.seek(offset);
      }
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public InputStream openWhole(String path, long length) throws IOException {
    return at(path).openWhole(length);
  }

  @Override
  public RandomFile openRandom(String path) throws IOException {
    FSDataInputStream in = at(path).openForParts();
    return new RandomFile() {
      @Override
      public byte[] read(long at, int bytes) throws IOException {
        byte[] read = new byte[bytes];
        in.readFully(at, read);
        return read;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public FileEntry describe(String path) throws IOException {
    Location file = at(path);
    return file.isLocal()
        ? renamed(LOCAL.describe(file.localPath().toString()), path)
        : entry(path, file.status());
  }

  @Override
  public List<FileEntry> list(String folder) throws IOException {
    Location location = at(folder);
    if (location.isLocal()) { // Hadoop drops broken links and follows the others in silence
      return LOCAL.list(location.localPath().toString()).stream()
          .map(found -> renamed(found, folder + "/" + found.name()))
          .toList();
    }
    return Arrays.stream(location.statuses())
        .map(status -> entry(folder + "/" + status.getPath().getName(), status))
        .sorted(Comparator.comparing(FileEntry::name))
        .toList();
  }

  @Override
  public String realPath(String path) throws IOException {
    Location location = at(path);
    return location.isLocal() ? LOCAL.realPath(location.localPath().toString()) : location.uri();
  }

  private static FileEntry renamed(FileEntry found, String path) {
    return new FileEntry(
        path, found.kind(), found.length(), found.modifiedMillis(), found.target());
  }

  private Location at(String path) {
    return Location.of(path, configuration.value());
  }

  private static FileEntry entry(String path, FileStatus status) {
    return status.isDirectory()
        ? FileEntry.folder(path, status.getModificationTime())
        : FileEntry.file(path, status.getLen(), status.getModificationTime());
  }
}
