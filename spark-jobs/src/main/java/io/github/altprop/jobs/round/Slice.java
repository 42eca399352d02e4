package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The same slice of one worker's vectors, or of the mean of some workers'.
 *
 * @param worker the first of them
 * @param examples behind it
 * @param averaged pieces of the vectors that are averaged
 * @param kept pieces of those that each worker keeps, by worker; empty where all are averaged
 * @param reports what the workers say, by worker; empty in all slices but one
 */
record Slice(
    int worker,
    long examples,
    List<Numbers> averaged,
    List<List<Numbers>> kept,
    List<Report> reports)
    implements Serializable {

  /**
   * The slices of what a worker made of its share, the first with its report.
   *
   * @param trainer the worker's
   */
  static List<Slice> cut(Trainer trainer, Share share, Report report, Slicing slicing) {
    List<Slice> slices = new ArrayList<>();
    for (int slice = 0; slice < slicing.slices(); slice++) {
      boolean keeps = share.own() != null;
      slices.add(
          new Slice(
              share.worker(),
              report.examples(),
              slicing.cut(averaged(trainer, keeps), slice),
              keeps ? List.of(slicing.cut(OptimizerState.vectors(trainer), slice)) : List.of(),
              slice == 0 ? List.of(report) : List.of()));
    }
    return slices;
  }

  /**
   * A slice of what is averaged of what a worker made of its share; the first with its report.
   *
   * @param trainer the worker's
   * @param keeps whether moments are not averaged
   */
  static Slice averaged(
      Trainer trainer, Report report, Slicing slicing, int number, boolean keeps) {
    return new Slice(
        report.worker(),
        report.examples(),
        slicing.cut(averaged(trainer, keeps), number),
        List.of(),
        number == 0 ? List.of(report) : List.of());
  }

  /**
   * A trainer's vectors that are averaged.
   *
   * @param keeps whether moments are not
   */
  static List<Tensor> averaged(Trainer trainer, boolean keeps) {
    List<Tensor> vectors = new ArrayList<>(ModelState.vectors(trainer));
    if (!keeps) {
      vectors.addAll(OptimizerState.vectors(trainer));
    }
    return vectors;
  }

  /** A worker's own moments, as the one slice of a vector each. */
  static Slice kept(Trainer trainer, Report report) {
    List<Numbers> moments = new Slicing(1).cut(OptimizerState.vectors(trainer), 0);
    return new Slice(report.worker(), report.examples(), moments, List.of(), List.of());
  }

  /**
   * The mean of slices, each weighted by its examples, in the order of the workers, so that it does
   * not depend on who came first. The mean of one is that one.
   */
  static Slice mean(List<Slice> slices) {
    if (slices.size() == 1) {
      return slices.get(0);
    }
    List<Slice> ordered = slices.stream().sorted(Comparator.comparingInt(Slice::worker)).toList();
    List<Long> weights = ordered.stream().map(Slice::examples).toList();
    List<Numbers> means = new ArrayList<>();
    for (int i = 0; i < ordered.get(0).averaged().size(); i++) {
      int vector = i;
      means.add(
          Numbers.mean(ordered.stream().map(s -> s.averaged().get(vector)).toList(), weights));
    }
    return new Slice(
        ordered.get(0).worker(),
        weights.stream().mapToLong(Long::longValue).sum(),
        means,
        ordered.stream().flatMap(s -> s.kept().stream()).toList(),
        ordered.stream().flatMap(s -> s.reports().stream()).toList());
  }

  /** Writes this slice as bytes: who it is of, the reports, then the numbers in large blocks. */
  void writeTo(DataOutputStream out) throws IOException {
    writeTo(out, reportBytes());
  }

  private void writeTo(DataOutputStream out, byte[] told) throws IOException {
    out.writeInt(told.length);
    out.write(told);
    out.writeInt(worker);
    out.writeLong(examples);
    write(averaged, out);
    out.writeInt(kept.size());
    for (List<Numbers> pieces : kept) {
      write(pieces, out);
    }
  }

  private byte[] reportBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeInt(reports.size());
      for (Report report : reports) {
        objects.writeObject(report);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * What {@link #writeTo} writes, in an array of just that size. Spark stores and copies arrays of
   * bytes as they are.
   */
  byte[] toBytes() {
    try {
      byte[] told = reportBytes();
      long size = Integer.BYTES + told.length + Integer.BYTES + Long.BYTES + size(averaged);
      size += Integer.BYTES;
      for (List<Numbers> pieces : kept) {
        size += size(pieces);
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
      writeTo(new DataOutputStream(new Filling(bytes)), told);
      return bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(List<Numbers> pieces) {
    return Integer.BYTES + pieces.stream().mapToLong(Numbers::writtenBytes).sum();
  }

  /** Fills a buffer. */
  private static final class Filling extends OutputStream {
    private final ByteBuffer buffer;

    Filling(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void write(int b) {
      buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      buffer.put(bytes, from, count);
    }
  }

  /** A slice that {@link #writeTo} wrote. */
  static Slice read(DataInputStream in) throws IOException {
    List<Report> reports = readReports(in);
    int worker = in.readInt();
    long examples = in.readLong();
    List<Numbers> averaged = readNumbers(in);
    List<List<Numbers>> kept = new ArrayList<>();
    for (int remaining = in.readInt(); remaining > 0; remaining--) {
      kept.add(readNumbers(in));
    }
    return new Slice(worker, examples, averaged, kept, reports);
  }

  /** A slice from {@link #toBytes}. */
  static Slice of(byte[] bytes) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reports of a slice from {@link #toBytes}; its numbers are not looked at. */
  static List<Report> reportsIn(byte[] bytes) {
    try {
      return readReports(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a slice, without its reports if it has any: those are for the driver alone. */
  static byte[] withoutReports(byte[] bytes) {
    if (reportsIn(bytes).isEmpty()) {
      return bytes;
    }
    Slice slice = of(bytes);
    return new Slice(slice.worker(), slice.examples(), slice.averaged(), slice.kept(), List.of())
        .toBytes();
  }

  private static List<Report> readReports(DataInputStream in) throws IOException {
    byte[] bytes = in.readNBytes(in.readInt());
    List<Report> reports = new ArrayList<>();
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      for (int remaining = objects.readInt(); remaining > 0; remaining--) {
        reports.add((Report) objects.readObject());
      }
    } catch (ClassNotFoundException e) {
      throw new IOException("another version of altprop wrote this", e);
    }
    return reports;
  }

  private static void write(List<Numbers> pieces, DataOutputStream out) throws IOException {
    out.writeInt(pieces.size());
    for (Numbers piece : pieces) {
      piece.writeTo(out);
    }
  }

  private static List<Numbers> readNumbers(DataInputStream in) throws IOException {
    List<Numbers> pieces = new ArrayList<>();
    for (int remaining = in.readInt(); remaining > 0; remaining--) {
      pieces.add(Numbers.read(in));
    }
    return pieces;
  }
}
