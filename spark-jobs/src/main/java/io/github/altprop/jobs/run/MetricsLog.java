package io.github.altprop.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.jobs.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code metrics.jsonl}: one JSON object a line, written as they come. A checkpoint remembers how
 * many lines there were; resuming cuts off what came later, so that nothing is missing or twice.
 */
public final class MetricsLog implements AutoCloseable {
  public static final String FILE = "metrics.jsonl";

  private final ObjectMapper json = new ObjectMapper();
  private final Folder folder;
  private final FileChannel channel;
  private final List<String> lines;

  private MetricsLog(Folder folder, List<String> lines) {
    this.folder = folder;
    this.lines = lines;
    folder.write(FILE, text());
    channel = folder.local() ? channel(folder) : null;
  }

  /**
   * Continues a log after its first {@code keep} lines; 0 begins a new one.
   *
   * @throws UserError if it has fewer
   */
  public static MetricsLog open(Folder folder, int keep) {
    List<String> lines = keep == 0 ? List.of() : folder.readText(FILE).lines().toList();
    if (lines.size() < keep) {
      throw new UserError(
          folder + "/" + FILE + " has " + lines.size() + " lines but the checkpoint saw " + keep);
    }
    return new MetricsLog(folder, new ArrayList<>(lines.subList(0, keep)));
  }

  /** Appends one record. Undefined numbers must be null: JSON has no NaN. */
  public void append(Map<String, ?> record) {
    String line;
    try {
      line = json.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a metrics record: " + record, e);
    }
    lines.add(line);
    if (channel != null) {
      try {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        throw new UserError("cannot write " + folder + "/" + FILE + ": " + e.getMessage(), e);
      }
    }
  }

  /** Makes everything appended so far readable where files cannot be appended to. */
  public void publish() {
    if (channel == null) {
      folder.write(FILE, text());
    }
  }

  /** Number of lines so far. */
  public int lines() {
    return lines.size();
  }

  @Override
  public void close() {
    publish();
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UserError("cannot write " + folder + "/" + FILE + ": " + e.getMessage(), e);
      }
    }
  }

  private String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static FileChannel channel(Folder folder) {
    try {
      return FileChannel.open(
          folder.localPath(FILE), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserError("cannot write " + folder + "/" + FILE + ": " + e.getMessage(), e);
    }
  }
}
