package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Labels;
import io.github.altprop.preprocessing.Reading;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.dataset.FileTally;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.ImageDecoder;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.image.Reason;
import io.github.altprop.preprocessing.image.UnusableImageException;
import io.github.altprop.preprocessing.source.FilesAhead.Contents;

/** Image files decoded to images of one size; those that cannot be are rejected. */
final class PickedExamples implements Examples<Reading> {
  private final FilesAhead files;
  private final ImageDecoder decoder;
  private final Geometry geometry;
  private final FileTally remarks = new FileTally();
  private String reading = "";

  PickedExamples(FilesAhead files, Geometry geometry, Orientation orientation) {
    this.files = files;
    this.decoder = new ImageDecoder(orientation, remark -> remarks.add(remark, reading));
    this.geometry = geometry;
  }

  @Override
  public boolean hasNext() {
    return files.hasNext();
  }

  @Override
  public Reading next() {
    Contents contents = files.next();
    long index = contents.pick().index();
    ImageEntry entry = contents.pick().entry();
    if (entry.isTooLong()) {
      String cause = "a file of " + entry.length() + " bytes; at most " + ImageEntry.LONGEST;
      return new Rejection(
          index, entry.label(), entry.name(), Labels.of(Reason.TOO_LARGE), cause, new byte[0]);
    }
    byte[] file = contents.bytes();
    reading = entry.name();
    try {
      return new Example(index, entry.label(), decoder.decode(file, geometry));
    } catch (UnusableImageException e) {
      return new Rejection(
          index, entry.label(), entry.name(), Labels.of(e.reason()), e.getMessage(), file);
    }
  }

  @Override
  public FileTally remarks() {
    return remarks;
  }

  @Override
  public void close() {
    files.close();
  }
}
