package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.dataset.PixelSums;
import io.github.altprop.preprocessing.dataset.SplitManifest;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is known of the files of a split that are written. Merges in any order. */
final class SplitTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<ShardFile> files = new ArrayList<>();
  private final long[] classCounts;
  private final PixelSums sums;
  private final Rejections rejections = new Rejections();

  SplitTally(ImageShape image, int classes) {
    this.classCounts = new long[classes];
    this.sums = new PixelSums(image);
  }

  void count(int label, byte[] pixels) {
    classCounts[label]++;
    sums.add(pixels, 0);
  }

  void rejected(Rejection rejection) {
    rejections.add(rejection);
  }

  void wrote(ShardFile file) {
    files.add(file);
  }

  SplitTally merge(SplitTally other) {
    files.addAll(other.files);
    for (int label = 0; label < classCounts.length; label++) {
      classCounts[label] += other.classCounts[label];
    }
    sums.add(other.sums);
    rejections.add(other.rejections);
    return this;
  }

  Rejections rejections() {
    return rejections;
  }

  PixelSums sums() {
    return sums;
  }

  SplitManifest manifest() {
    List<Long> counts = new ArrayList<>();
    for (long count : classCounts) {
      counts.add(count);
    }
    List<ShardFile> inOrder = files.stream().sorted(Comparator.comparing(ShardFile::path)).toList();
    return new SplitManifest(sums.images(), rejections.count(), counts, inOrder);
  }
}
