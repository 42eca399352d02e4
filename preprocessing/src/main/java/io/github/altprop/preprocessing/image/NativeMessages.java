package io.github.altprop.preprocessing.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.leptonica.global.leptonica;

/**
 * Silences what libjpeg and its kin print on C's standard error stream: it does not say which file
 * it is about, and what is wrong with a file is said by exceptions and remarks. Java's own standard
 * error stream is another and stays.
 */
final class NativeMessages {
  private NativeMessages() {}

  /** For this process, from now on; where C's stream is not found, messages stay. */
  static void silence() {
    Pointer stderr = Loader.addressof("stderr");
    Pointer nowhere = stderr == null ? null : leptonica.fopenWriteStream("/dev/null", "w");
    if (nowhere != null) {
      new PointerPointer<Pointer>(stderr).put(0, nowhere);
    }
  }
}
