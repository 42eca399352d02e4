package io.github.altprop.preprocessing.image;

/** Why an image cannot be used. */
public enum Reason {
  /** The file has no bytes. */
  EMPTY,
  /** Of no format that is read, whatever its name. */
  NOT_AN_IMAGE,
  /** The file ends before the image does. */
  TRUNCATED,
  /** The image or its file is larger than can be decoded in bounded memory. */
  TOO_LARGE,
  /** Parts of the picture are lost, though the file has a beginning and an end. */
  DAMAGED,
  /** The decoder gives up. */
  UNDECODABLE,
  /** Images are kept as they are, and this one is of another size than the others. */
  OTHER_SIZE
}
