package io.github.altprop.preprocessing.synthetic;

import io.github.altprop.preprocessing.ImageShape;
import java.util.List;

/** The data sets that are generated. Image {@code index} is of class {@code index mod classes}. */
@SuppressWarnings("ImmutableEnumChecker") // shapes and these lists are immutable
public enum Generated {
  /** Ten shapes, 8,000 for training or as many as are asked for. */
  SHAPES("synthetic", ShapeImages.IMAGE, ShapeImages.classNames(), 8_000, 2_000) {
    @Override
    public GeneratedImages images(long seed) {
      return new ShapeImages(seed);
    }
  },
  /** Two orthogonally separable classes. */
  SEPARABLE("synthetic-separable", BinaryImages.SEPARABLE, List.of("minus", "plus"), 20, 200) {
    @Override
    public GeneratedImages images(long seed) {
      return BinaryImages.separable(seed);
    }
  },
  /** Two classes of nearly orthogonal examples. */
  ORTHOGONAL(
      "synthetic-orthogonal", BinaryImages.NEARLY_ORTHOGONAL, List.of("minus", "plus"), 8, 200) {
    @Override
    public GeneratedImages images(long seed) {
      return BinaryImages.nearlyOrthogonal(seed);
    }
  };

  private final String label;
  private final ImageShape shape;
  private final List<String> classNames;
  private final int trainImages;
  private final int testImages;

  Generated(
      String label, ImageShape shape, List<String> classNames, int trainImages, int testImages) {
    this.label = label;
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
    this.trainImages = trainImages;
    this.testImages = testImages;
  }

  /** Its name among data sets. */
  public String label() {
    return label;
  }

  /** Size of every image. */
  public ImageShape shape() {
    return shape;
  }

  /** Names of the classes. */
  public List<String> classNames() {
    return classNames;
  }

  /** Training images, unless more are asked for. */
  public int trainImages() {
    return trainImages;
  }

  /** Test images. */
  public int testImages() {
    return testImages;
  }

  /** Class of an image. */
  public int classOf(long index) {
    return (int) (index % classNames.size());
  }

  /** Draws its images from a seed. */
  public abstract GeneratedImages images(long seed);
}
