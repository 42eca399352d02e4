package io.github.altprop.preprocessing.synthetic;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;

/** Images that are drawn one by one. */
public interface GeneratedImages {
  /** Draws one image: the same seed, split and index give the same one. */
  Example draw(Split split, long index);
}
