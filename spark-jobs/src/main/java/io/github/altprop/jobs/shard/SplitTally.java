package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.dataset.FileTally;
import io.github.altprop.preprocessing.dataset.PixelSums;
import io.github.altprop.preprocessing.dataset.SplitManifest;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of the files of a split that are written. Merges in any order. */
final class SplitTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<ShardFile> files = new ArrayList<>();
  private final long[] classCounts;
  private final PixelSums sums;
  private final Rejections rejections = new Rejections();
  private final TreeSet<Integer> labelsOfRejected = new TreeSet<>();
  private final FileTally remarks = new FileTally();

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
    labelsOfRejected.add(rejection.label());
  }

  /** Notes what was wrong with files that are used. */
  void remark(FileTally found) {
    remarks.add(found);
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
    labelsOfRejected.addAll(other.labelsOfRejected);
    remarks.add(other.remarks);
    return this;
  }

  Rejections rejections() {
    return rejections;
  }

  /** Classes of which at least one example was rejected. */
  Set<Integer> labelsOfRejected() {
    return labelsOfRejected;
  }

  FileTally remarks() {
    return remarks;
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
