package io.github.altprop.evaluation.tensorboard;

import io.github.altprop.evaluation.run.Scalar;
import io.github.altprop.evaluation.run.ScalarHistory;
import java.util.stream.Collectors;

/**
 * An event file: what TensorBoard shows of one run. The file of a longer history of a run begins
 * with the bytes of the shorter one's, so that it can be appended to while TensorBoard reads it.
 *
 * <p>Source: TensorFlow, {@code event.proto}, {@code summary.proto} and {@code tensor.proto}, whose
 * field numbers stand below.
 */
public final class EventFile {
  private static final String VERSION = "brain.Event:2";

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private static final int STATUS = 1;
  private static final int START = 1;

  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;

  private static final int PLUGIN_DATA = 1;
  private static final int PLUGIN_NAME = 1;

  private static final int TENSOR_TYPE = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int TENSOR_TEXT = 8;
  private static final int STRINGS = 7;

  private EventFile() {}

  /**
   * The file's content.
   *
   * @param experiment the run's experiment file, shown among texts; may be empty
   * @param history with numbers, which TensorBoard keeps with the precision of a float
   */
  public static byte[] of(String experiment, ScalarHistory history) {
    Records records = new Records();
    records.add(event(history.start(), 0).text(FILE_VERSION, VERSION).toBytes());
    // TensorBoard drops what it read before of the same run, if this file replaces another one.
    Message session = new Message().integer(STATUS, START);
    records.add(event(history.start(), 0).message(SESSION_LOG, session).toBytes());
    if (!experiment.isBlank()) {
      Message summary = new Message().message(VALUE, text("experiment", experiment));
      records.add(event(history.start(), 0).message(SUMMARY, summary).toBytes());
    }
    for (ScalarHistory.Entry entry : history.entries()) {
      Message summary = new Message();
      entry.scalars().forEach(scalar -> summary.message(VALUE, value(scalar)));
      records.add(event(entry.seconds(), entry.step()).message(SUMMARY, summary).toBytes());
    }
    return records.toBytes();
  }

  private static Message event(double seconds, long step) {
    return new Message().number(WALL_TIME, seconds).integer(STEP, step);
  }

  private static Message value(Scalar scalar) {
    return new Message().text(TAG, scalar.name()).number(SIMPLE_VALUE, (float) scalar.value());
  }

  /** Texts are Markdown, in which indented lines are shown as they are. */
  private static Message text(String tag, String content) {
    String indented = content.lines().map(line -> "    " + line).collect(Collectors.joining("\n"));
    Message plugin = new Message().text(PLUGIN_NAME, "text");
    Message tensor =
        new Message()
            .integer(TENSOR_TYPE, STRINGS)
            .message(TENSOR_SHAPE, new Message())
            .text(TENSOR_TEXT, indented);
    return new Message()
        .text(TAG, tag)
        .message(TENSOR, tensor)
        .message(METADATA, new Message().message(PLUGIN_DATA, plugin));
  }
}
