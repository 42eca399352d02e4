package io.github.altprop.preprocessing.image;

/** Why an image cannot be used. */
public enum Reason {
  /** The file has no bytes. */
  EMPTY,
  /** Neither JPEG nor PNG, whatever its name. */
  NOT_AN_IMAGE,
  /** The file ends before the image does. */
  TRUNCATED,
  /** The image or its file is larger than can be decoded in bounded memory. */
  TOO_LARGE,
  /** The decoder gives up. */
  UNDECODABLE,
  /** Images are kept as they are, and this one is of another size than the others. */
  OTHER_SIZE
}
