package io.github.altprop.preprocessing.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/**
 * Decodes BMP of 16 bits a pixel. OpenCV leaves the lowest bits of such colours at zero, so that
 * white becomes grey; Java spreads five bits over eight.
 */
final class PackedBmpDecoder {
  private PackedBmpDecoder() {}

  static RgbImage decode(byte[] file) throws UnusableImageException {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      if (image == null) {
        throw new UnusableImageException(Reason.UNDECODABLE, "the decoder gives up");
      }
      int[] row = new int[image.getWidth()];
      byte[] pixels = new byte[image.getHeight() * row.length * RgbImage.CHANNELS];
      int at = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
        for (int colour : row) {
          pixels[at++] = (byte) (colour >> 16);
          pixels[at++] = (byte) (colour >> 8);
          pixels[at++] = (byte) colour;
        }
      }
      return new RgbImage(image.getHeight(), row.length, pixels);
    } catch (IOException | RuntimeException e) {
      throw new UnusableImageException(Reason.UNDECODABLE, "the decoder fails: " + e.getMessage());
    }
  }
}
