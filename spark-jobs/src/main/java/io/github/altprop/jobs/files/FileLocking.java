package io.github.altprop.jobs.files;

import io.github.altprop.jobs.UserError;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lock that the operating system keeps on a file; the file says who holds it. */
final class FileLocking implements Closeable {
  private final Path file;
  private final FileChannel channel;

  private FileLocking(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static FileLocking take(Location folder, Path file) {
    String owner = LockOwner.self().toJson();
    try {
      while (true) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
          channel.close();
          throw FolderLock.inUse(
              folder,
              LockOwner.fromJson(text(file)).map(LockOwner::toString).orElse("another process"));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
        if (text(file).equals(owner)) {
          return new FileLocking(file, channel);
        }
        channel.close(); // the holder before deleted this file after it was opened here
      }
    } catch (IOException e) {
      throw new UserError("cannot lock " + folder + ": " + Reasons.of(e), e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this process holds it
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    }
  }
}
