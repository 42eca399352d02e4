package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Goes through the files of a tar archive by reading its headers alone, in memory that does not
 * depend on the archive. Refused are names that climb out of the archive's folder, links, contents
 * beyond the archive's end, and archives of more entries than any data set has.
 *
 * <p>Written by hand: what commons-compress has for random access keeps all entries in memory, and
 * its complaints name no byte offset.
 */
public final class TarReader {
  private static final int MOST_ENTRIES = 50_000_000;
  private static final int LONGEST_NAME = 4_096;
  private static final int LONGEST_EXTENSION = 1 << 16;

  private final RandomFile file;
  private final String archive;
  private final long end;
  private long next;
  private int entries;

  private TarReader(RandomFile file, String archive, long start, long end) {
    this.file = file;
    this.archive = archive;
    this.next = start;
    this.end = end;
  }

  /** The archive that lies between two offsets of a file, whose name is for complaints. */
  public static TarReader of(RandomFile file, String name, long start, long end) {
    return new TarReader(file, name, start, end);
  }

  /** The content of an entry that is short. */
  public byte[] content(TarEntry entry, int most) {
    if (entry.length() > most) {
      throw BadInputException.at(
          archive,
          entry.offset(),
          entry.name() + " has " + entry.length() + " bytes; at most " + most + " are expected");
    }
    return read(entry.offset(), (int) entry.length());
  }

  /** The next regular file, if there is one. */
  public Optional<TarEntry> next() {
    String longName = "";
    while (true) {
      if (next == end || (next + TarHeader.BYTES > end && entries > 0)) {
        return Optional.empty(); // some writers leave out the empty blocks at the end
      }
      long at = next;
      byte[] block = read(at, TarHeader.BYTES);
      if (TarHeader.isEnd(block)) {
        return Optional.empty();
      }
      TarHeader header = TarHeader.of(block, archive, at);
      long content = at + TarHeader.BYTES;
      if (header.length() > end - content) {
        throw BadInputException.at(
            archive,
            at,
            header.name()
                + " claims "
                + header.length()
                + " bytes; the archive has only "
                + (end - content)
                + " more");
      }
      next = content + roundedUp(header.length());
      next = Math.min(next, end);
      if (++entries > MOST_ENTRIES) {
        throw BadInputException.at(archive, at, "more than " + MOST_ENTRIES + " entries");
      }
      switch (header.type()) {
        case '0', '7' -> {
          String name = longName.isEmpty() ? header.name() : longName;
          return Optional.of(new TarEntry(safe(name, at), content, header.length()));
        }
        case 'L' -> longName = text(content, header.length());
        case 'x' -> longName = paxPath(text(content, header.length()));
        case '5', 'g' -> longName = "";
        default ->
            throw BadInputException.at(
                archive,
                at,
                header.name()
                    + " is a link or device (type "
                    + header.type()
                    + "); expected files and folders only");
      }
    }
  }

  private static long roundedUp(long length) {
    return (length + TarHeader.BYTES - 1) / TarHeader.BYTES * TarHeader.BYTES;
  }

  /** Refuses names that do not stay below the folder that the archive is unpacked in. */
  private String safe(String name, long at) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    boolean climbs =
        plain.isEmpty()
            || plain.length() > LONGEST_NAME
            || plain.startsWith("/")
            || plain.indexOf('\\') >= 0
            || plain.indexOf('\0') >= 0
            || ("/" + plain + "/").contains("/../");
    if (climbs) {
      throw BadInputException.at(
          archive,
          at,
          "an entry called '" + name + "'; expected a name below the archive's folder");
    }
    return plain;
  }

  private String text(long at, long length) {
    if (length > LONGEST_EXTENSION) {
      throw BadInputException.at(archive, at, "an extended header of " + length + " bytes");
    }
    String text = new String(read(at, (int) length), StandardCharsets.UTF_8);
    int zero = text.indexOf('\0');
    return zero < 0 ? text : text.substring(0, zero);
  }

  /** The path of a pax header: lines of "LENGTH KEY=VALUE". */
  private static String paxPath(String header) {
    return header
        .lines()
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .filter(line -> line.startsWith("path="))
        .map(line -> line.substring("path=".length()))
        .findFirst()
        .orElse("");
  }

  private byte[] read(long at, int bytes) {
    try {
      return file.read(at, bytes);
    } catch (EOFException e) {
      throw BadInputException.at(archive, at, "the archive ends here; it is truncated");
    } catch (IOException e) {
      throw BadInputException.unreadable(archive, e);
    }
  }
}
