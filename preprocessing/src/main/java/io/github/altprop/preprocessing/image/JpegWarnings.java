package io.github.altprop.preprocessing.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What libjpeg warns of in a file that is decoded nevertheless. Java's own copy of libjpeg hands
 * its warnings over; the one behind Leptonica only tells that there are some.
 */
final class JpegWarnings {
  /** Beginnings of warnings after which parts of the picture are invented. */
  private static final Set<String> LOSSES =
      Set.of(
          "corrupt jpeg data: premature end of data segment",
          "corrupt jpeg data: bad huffman code",
          "corrupt jpeg data: bad arithmetic code",
          "corrupt jpeg data: found marker",
          "premature end of jpeg file",
          "premature end of input file");

  private JpegWarnings() {}

  /**
   * The warnings, without what differs from file to file.
   *
   * @throws UnusableImageException if one of them means that parts of the picture are lost, or if
   *     the file cannot be decoded at all
   */
  static Set<String> of(byte[] file) throws UnusableImageException {
    Set<String> warnings = new TreeSet<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning.strip()));
      reader.readRaster(0, null);
    } catch (IOException | RuntimeException e) {
      String cause = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new UnusableImageException(
          Reason.UNDECODABLE, cause.lines().findFirst().orElse("the decoder gives up"));
    } finally {
      reader.dispose();
    }
    for (String warning : warnings) {
      String told = warning.toLowerCase(Locale.ROOT);
      if (LOSSES.stream().anyMatch(told::startsWith)) {
        throw new UnusableImageException(Reason.DAMAGED, warning);
      }
    }
    Set<String> kinds = new TreeSet<>();
    warnings.forEach(warning -> kinds.add(warning.replaceAll("0x[0-9a-fA-F]+|\\d+", "N")));
    if (kinds.isEmpty()) {
      kinds.add("a warning that libjpeg does not explain");
    }
    return kinds;
  }
}
