package io.github.altprop.preprocessing.image;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The headers of all image formats: read, or refused. */
class ImageHeaderFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) {
    try {
      ImageHeader header = ImageHeader.of(file);
      switch (header.format()) {
        case WEBP -> WebpFile.firstFrame(file);
        case TIFF -> TiffFile.withColoursAsStored(file);
        case JPEG_WITH_STRAYS -> JpegFile.withoutStrays(file);
        default -> {}
      }
    } catch (UnusableImageException e) {
      // Said to the user with the name of the file.
    }
  }
}
