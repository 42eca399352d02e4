package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks the chunks of a WebP file. Decoders of still images refuse animations, so the first frame
 * of one is cut out as a file of its own.
 *
 * <p>Source: RFC 9649, "WebP Image Format", sections 2 and 3.
 */
final class WebpFile {
  private static final int VP8 = 0x20385056; // "VP8 " as a little-endian word
  private static final int VP8L = 0x4c385056;
  private static final int VP8X = 0x58385056;
  private static final int ANMF = 0x464d4e41;
  private static final int ALPH = 0x48504c41;

  private static final int FILE_HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int FRAME_HEAD = 16;
  private static final int ALPHA_FLAG = 0x10;

  private final byte[] file;
  private final ByteBuffer bytes;

  private WebpFile(byte[] file) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ImageHeader header(byte[] file) throws UnusableImageException {
    return new WebpFile(file).header();
  }

  /** The file itself or, of an animation, its first frame as a file. */
  static byte[] firstFrame(byte[] file) throws UnusableImageException {
    WebpFile webp = new WebpFile(file);
    int frame = webp.find(ANMF, FILE_HEAD, webp.end());
    return frame < 0 ? file : webp.alone(frame);
  }

  private ImageHeader header() throws UnusableImageException {
    int end = end();
    if (end > file.length) {
      throw truncated();
    }
    int frame = find(ANMF, FILE_HEAD, end);
    int first = FILE_HEAD;
    if (frame >= 0) {
      first = frame + CHUNK_HEAD + FRAME_HEAD;
      end = frame + CHUNK_HEAD + size(frame);
    }
    int lossy = find(VP8, first, end);
    int lossless = find(VP8L, first, end);
    if (lossy < 0 && lossless < 0) {
      throw new UnusableImageException(Reason.UNDECODABLE, "a WebP file without a picture");
    }
    return lossy >= 0 ? lossy(lossy + CHUNK_HEAD) : lossless(lossless + CHUNK_HEAD);
  }

  /** VP8: after a frame tag of three bytes and three of a start code, 14 bits each. */
  private ImageHeader lossy(int at) throws UnusableImageException {
    require(at, 10);
    return new ImageHeader(
        Format.WEBP, bytes.getShort(at + 6) & 0x3fff, bytes.getShort(at + 8) & 0x3fff);
  }

  /** VP8L: after a byte of signature, 14 bits each, less one. */
  private ImageHeader lossless(int at) throws UnusableImageException {
    require(at, 5);
    int word = bytes.getInt(at + 1);
    return new ImageHeader(Format.WEBP, (word & 0x3fff) + 1, (word >> 14 & 0x3fff) + 1);
  }

  /** The chunks of a frame behind the head of a still image. */
  private byte[] alone(int frame) throws UnusableImageException {
    int from = frame + CHUNK_HEAD + FRAME_HEAD;
    int to = frame + CHUNK_HEAD + size(frame);
    require(frame + CHUNK_HEAD, to - frame - CHUNK_HEAD);
    boolean alpha = find(ALPH, from, to) >= 0;
    int head = alpha ? FILE_HEAD + CHUNK_HEAD + 10 : FILE_HEAD;
    ByteBuffer still = ByteBuffer.allocate(head + to - from).order(ByteOrder.LITTLE_ENDIAN);
    still.put(file, 0, FILE_HEAD).putInt(4, still.capacity() - 8);
    if (alpha) {
      still.putInt(VP8X).putInt(10).putInt(ALPHA_FLAG);
      // Width and height less one, 24 bits each, stand alike in the head of a frame.
      still.put(file, frame + CHUNK_HEAD + 6, 6);
    }
    return still.put(file, from, to - from).array();
  }

  /** Where the file says that it ends. */
  private int end() throws UnusableImageException {
    require(0, FILE_HEAD + CHUNK_HEAD);
    long end = Integer.toUnsignedLong(bytes.getInt(4)) + 8;
    return (int) Math.min(end, Integer.MAX_VALUE);
  }

  /** Where the first chunk of a kind begins; -1 if there is none. */
  private int find(int kind, int from, int to) throws UnusableImageException {
    int at = from;
    while (at + CHUNK_HEAD <= Math.min(to, file.length)) {
      int size = size(at);
      if (bytes.getInt(at) == kind) {
        if ((long) at + CHUNK_HEAD + size > file.length) {
          throw truncated();
        }
        return at;
      }
      long next = (long) at + CHUNK_HEAD + size + (size & 1);
      if (next > Integer.MAX_VALUE) {
        return -1;
      }
      at = (int) next;
    }
    return -1;
  }

  private int size(int chunk) throws UnusableImageException {
    int size = bytes.getInt(chunk + 4);
    if (size < 0) {
      throw truncated();
    }
    return size;
  }

  private void require(int at, int length) throws UnusableImageException {
    if (at < 0 || length < 0 || (long) at + length > file.length) {
      throw truncated();
    }
  }

  private UnusableImageException truncated() {
    return new UnusableImageException(
        Reason.TRUNCATED,
        "the file ends at byte " + file.length + " before the end that its head announces");
  }
}
