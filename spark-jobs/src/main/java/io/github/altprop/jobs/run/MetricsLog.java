package io.github.altprop.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.files.Reasons;
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
  private final Location file;
  private final FileChannel channel;
  private final List<String> lines;
  private int published;

  private MetricsLog(Location file, List<String> lines) {
    this.file = file;
    this.lines = lines;
    file.write(text());
    published = lines.size();
    channel = file.isLocal() ? channel(file) : null;
  }

  /**
   * Continues a log after its first {@code keep} lines; 0 begins a new one.
   *
   * @throws UserError if it has fewer
   */
  public static MetricsLog open(Location folder, int keep) {
    Location file = folder.child(FILE);
    List<String> lines = keep == 0 ? List.of() : file.readText().lines().toList();
    if (lines.size() < keep) {
      throw new UserError(file + " has " + lines.size() + " lines but the checkpoint saw " + keep);
    }
    return new MetricsLog(file, new ArrayList<>(lines.subList(0, keep)));
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
        throw new UserError("cannot write " + file + ": " + Reasons.of(e), e);
      }
    }
  }

  /**
   * Makes everything appended so far readable, also where files cannot be appended to.
   *
   * @return number of lines
   */
  public int publish() {
    if (channel == null && published < lines.size()) {
      file.write(text());
      published = lines.size();
    }
    return lines.size();
  }

  @Override
  public void close() {
    publish();
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UserError("cannot write " + file + ": " + Reasons.of(e), e);
      }
    }
  }

  private String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static FileChannel channel(Location file) {
    try {
      return FileChannel.open(
          file.localPath(), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserError("cannot write " + file + ": " + Reasons.of(e), e);
    }
  }
}
