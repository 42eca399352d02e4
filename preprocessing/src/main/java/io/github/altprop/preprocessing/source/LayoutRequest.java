package io.github.altprop.preprocessing.source;

/**
 * How the files of a source are to be understood.
 *
 * @param variant which of a source's data sets; empty if it has one, or one is there
 * @param testSplit name of the folder of test images; empty to take the only one
 * @param emptyClasses what a folder without images is
 * @param output folder that the job writes, which is no part of the source; empty if there is none
 */
public record LayoutRequest(
    String variant, String testSplit, EmptyClasses emptyClasses, String output) {
  /** What a folder of a class is that holds no images. */
  public enum EmptyClasses {
    /** A mistake. */
    REFUSED,
    /** A class without examples. */
    ALLOWED
  }

  /** What suits most. */
  public static LayoutRequest usual() {
    return new LayoutRequest("", "", EmptyClasses.REFUSED, "");
  }

  /** The same for a job that writes to a folder. */
  public LayoutRequest writing(String folder) {
    return new LayoutRequest(variant, testSplit, emptyClasses, folder);
  }
}
