package io.github.altprop.preprocessing.image;

/** A decoded image, wherever its pixels lie. */
interface DecodedImage {
  /** Rows. */
  int height();

  /** Columns. */
  int width();

  /**
   * Reads one row as {@link PixelWords}.
   *
   * @param words where it goes, from the beginning; at least as long as the row
   */
  void readRow(int y, int[] words);

  /** Red, green, blue of each pixel, row by row; not copied where they lie like that. */
  byte[] pixels();
}
