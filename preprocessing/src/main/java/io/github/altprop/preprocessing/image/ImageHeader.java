package io.github.altprop.preprocessing.image;

/**
 * What a file claims to be, read without decoding it. The content counts, not the name.
 *
 * @param format of the file
 * @param width columns
 * @param height rows
 */
record ImageHeader(Format format, int width, int height) {
  /** Formats that are read. */
  enum Format {
    /** Grey or of three components, eight bits each. */
    JPEG,
    /** The same, with bytes between its parts that belong to none. */
    JPEG_WITH_STRAYS,
    /** JPEG with more components (CMYK, YCCK), or of more bits. */
    UNUSUAL_JPEG,
    PNG,
    WEBP,
    BMP,
    /** BMP of 16 bits a pixel. */
    PACKED_BMP,
    GIF,
    TIFF
  }

  /** Reads the header and checks that the file is there to the end of its first picture. */
  static ImageHeader of(byte[] file) throws UnusableImageException {
    if (file.length == 0) {
      throw new UnusableImageException(Reason.EMPTY, "the file has no bytes");
    }
    Signature signature =
        Signature.of(file)
            .orElseThrow(
                () ->
                    new UnusableImageException(
                        Reason.NOT_AN_IMAGE,
                        "the file starts like none of " + Signature.formats()));
    return switch (signature) {
      case JPEG -> JpegFile.header(file);
      case PNG -> PngFile.header(file);
      case WEBP -> WebpFile.header(file);
      case BMP -> BmpFile.header(file);
      case GIF -> GifFile.of(file).header();
      case TIFF, TIFF_BIG_ENDIAN -> TiffFile.header(file);
    };
  }
}
