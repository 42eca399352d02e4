package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.BuildInfo;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.shard.ShardOptions.Existing;
import io.github.altprop.jobs.shard.ShardResult.Outcome;
import io.github.altprop.jobs.storage.HadoopFiles;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Digests;
import io.github.altprop.preprocessing.dataset.FileTally;
import io.github.altprop.preprocessing.dataset.ImageStatistics;
import io.github.altprop.preprocessing.dataset.ImageStatistics.MeanImageFile;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.Manifest.ClassEntry;
import io.github.altprop.preprocessing.dataset.Manifest.Encoding;
import io.github.altprop.preprocessing.dataset.MeanImage;
import io.github.altprop.preprocessing.dataset.PixelSums;
import io.github.altprop.preprocessing.dataset.ShardingRecord;
import io.github.altprop.preprocessing.dataset.SplitManifest;
import io.github.altprop.preprocessing.format.Sources;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.RgbImage;
import io.github.altprop.preprocessing.selection.Selection;
import io.github.altprop.preprocessing.selection.Selector;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.LayoutRequest.EmptyClasses;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Turns a source into shards: examples in random order, a fixed number to a row group, with a
 * manifest. The same options give the same bytes, whatever the parallelism.
 */
public final class ShardJob {
  private final JavaSparkContext spark;

  public ShardJob(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Makes the data set, or finds that it is there.
   *
   * @throws BadInputException if the source is malformed
   * @throws UserError if the output cannot be written, or holds something else
   */
  public ShardResult run(ShardOptions options) {
    OutputFolder output = OutputFolder.at(options.output(), spark.hadoopConfiguration());
    try {
      Source source = Sources.named(options.dataset());
      if (source.hasFiles() && options.source().isBlank()) {
        throw new UserError("source: missing; " + source.name() + " is read from files");
      }
      if (!source.hasFiles() && !options.source().isBlank()) {
        throw new UserError(
            "source: " + options.source() + "; " + source.name() + " is read from no files");
      }
      refuseLayoutRequest(options);
      SourcePlan plan =
          source.plan(
              new HadoopFiles(spark.hadoopConfiguration()),
              new PlanningTasks(spark, options.dataset()),
              request(options));
      refuseImageRequest(options, plan);
      refuseEncoding(options, plan);
      Optional<Manifest> there = existing(output, options, plan);
      if (there.isPresent()) {
        return new ShardResult(there.get(), Outcome.ALREADY_THERE, plan.notes());
      }
      List<String> notes = new ArrayList<>(plan.notes());
      return new ShardResult(write(options, plan, output, notes), Outcome.WRITTEN, notes);
    } catch (Exception | FSError e) { // Spark's failures are checked, though nothing declares them
      throw ShardFailures.explained(e, output.toString());
    }
  }

  private static void refuseLayoutRequest(ShardOptions options) {
    LayoutRequest layout = options.layout();
    if (!layout.variant().isEmpty() && !options.dataset().equals("emnist")) {
      throw new UserError("variant: " + layout.variant() + "; only emnist has variants");
    }
    boolean folders =
        !layout.testSplit().isEmpty() || layout.emptyClasses() == EmptyClasses.ALLOWED;
    if (folders && !options.dataset().equals("image-folder")) {
      throw new UserError(
          "test-split, allow-empty-classes: "
              + options.dataset()
              + " has a layout of its own; only image-folder can be told");
    }
  }

  private static void refuseImageRequest(ShardOptions options, SourcePlan plan) {
    boolean asked = !options.images().equals(ImageRequest.usual());
    if (asked && plan.resize().isEmpty()) {
      throw new UserError(
          "size, resize, upright: images of "
              + options.dataset()
              + " are "
              + plan.shape()
              + "; only image files are resized and turned");
    }
  }

  private static void refuseEncoding(ShardOptions options, SourcePlan plan) {
    if (options.encoding() == Encoding.JPEG && plan.shape().channels() != RgbImage.CHANNELS) {
      throw new UserError(
          "encoding: jpeg; images of "
              + options.dataset()
              + " are "
              + plan.shape()
              + ", and only colour images become JPEG files");
    }
  }

  private static SourceRequest request(ShardOptions options) {
    return new SourceRequest(
        options.source(),
        options.selection().seed(),
        options.selection().classes(),
        options.selection().subset(),
        options.images(),
        options.layout().writing(options.output()));
  }

  /** The very data set that is asked for, if it is there; refuses any other. */
  private static Optional<Manifest> existing(
      OutputFolder output, ShardOptions options, SourcePlan plan) {
    output.refuseForeignFiles();
    if (options.existing() == Existing.OVERWRITE) {
      return Optional.empty();
    }
    Optional<Manifest> there = output.published();
    if (there.isPresent()) {
      Manifest manifest = there.get();
      ShardingRecord asked = record(options, plan, manifest.options().relabelled());
      boolean same =
          manifest.dataset().equals(options.dataset())
              && manifest.options().equals(asked)
              && manifest.source().fingerprint().equals(plan.source().fingerprint());
      if (!same) {
        throw new UserError(
            output
                + ": holds a data set already ("
                + manifest.dataset()
                + ", made with other options or from other files); give --overwrite to replace it");
      }
    }
    return there;
  }

  /**
   * @param notes takes what a user should know of the files
   */
  private Manifest write(
      ShardOptions options, SourcePlan plan, OutputFolder output, List<String> notes) {
    SourceScan scan = new SourceScan(spark, plan, options.dataset());
    Selection selection =
        new Selector(options.selection(), plan.classNames().size()).select(scan.labels());
    return output.make(folder -> make(options, plan, selection, folder, notes));
  }

  private Manifest make(
      ShardOptions options,
      SourcePlan plan,
      Selection selection,
      Location folder,
      List<String> notes) {
    RejectionAllowance allowance = RejectionAllowance.of(options.maxRejected(), selection);
    RejectionLimit limit = new RejectionLimit(spark, options.source(), allowance);
    Map<Split, SplitTally> tallies =
        limit.during(
            rejected -> new SplitWriting(spark, options, plan, selection, rejected).write(folder));
    Rejections all = new Rejections();
    tallies.values().forEach(tally -> all.add(tally.rejections()));
    limit.check(all);
    refuseLostClasses(options, plan, selection, tallies.get(Split.TRAIN));
    FileTally remarks = new FileTally();
    tallies.values().forEach(tally -> remarks.add(tally.remarks()));
    remarks.groups().forEach(group -> notes.add("kept although libjpeg warns: " + group));
    ImageStatistics statistics = statistics(tallies.get(Split.TRAIN).sums(), plan, folder);
    Map<String, SplitManifest> splits = new TreeMap<>();
    tallies.forEach((split, tally) -> splits.put(split.label(), tally.manifest()));
    return manifest(options, plan, selection, splits, statistics);
  }

  /** A class whose images all were rejected is none, as a folder without images is none. */
  private static void refuseLostClasses(
      ShardOptions options, SourcePlan plan, Selection selection, SplitTally training) {
    if (options.layout().emptyClasses() == EmptyClasses.ALLOWED) {
      return;
    }
    List<Long> counts = training.manifest().classCounts();
    List<String> lost = new ArrayList<>();
    for (int label : training.labelsOfRejected()) {
      if (counts.get(label) == 0) {
        lost.add(plan.classNames().get(selection.originalClasses().get(label)));
      }
    }
    if (!lost.isEmpty()) {
      throw new UserError(
          options.source()
              + ": no image can be used of "
              + String.join(", ", lost)
              + "; remove what is no class, or keep classes without images with"
              + " --allow-empty-classes");
    }
  }

  private static ImageStatistics statistics(PixelSums sums, SourcePlan plan, Location folder) {
    byte[] mean = MeanImage.write(sums.meanImage(), plan.shape());
    folder.child(MeanImage.FILE_NAME).write(mean);
    return new ImageStatistics(
        sums.channelMean(),
        sums.channelStd(),
        new MeanImageFile(MeanImage.FILE_NAME, Digests.sha256(mean)));
  }

  private Manifest manifest(
      ShardOptions options,
      SourcePlan plan,
      Selection selection,
      Map<String, SplitManifest> splits,
      ImageStatistics statistics) {
    List<ClassEntry> classes = new ArrayList<>();
    for (int original : selection.originalClasses()) {
      classes.add(new ClassEntry(classes.size(), original, plan.classNames().get(original)));
    }
    return new Manifest(
        Manifest.FORMAT,
        Manifest.FORMAT_VERSION,
        options.dataset(),
        classes,
        plan.shape(),
        options.encoding(),
        record(options, plan, selection.relabelled()),
        splits,
        statistics,
        plan.source(),
        new TreeMap<>(Map.of("altprop", BuildInfo.current().version(), "spark", spark.version())));
  }

  private static ShardingRecord record(ShardOptions options, SourcePlan plan, int relabelled) {
    return new ShardingRecord(
        options.selection().seed(),
        options.selection().classes().isPresent()
            ? (Integer) options.selection().classes().getAsInt()
            : null,
        options.selection().subset().isPresent()
            ? (Integer) options.selection().subset().getAsInt()
            : null,
        options.selection().labelNoise(),
        relabelled,
        options.layout().variant().isEmpty() ? null : options.layout().variant(),
        options.layout().testSplit().isEmpty() ? null : options.layout().testSplit(),
        plan.resize().map(Resize::label).orElse(null),
        plan.resize().map(resize -> options.images().orientation().label()).orElse(null),
        options.jpegQuality().isPresent() ? (Integer) options.jpegQuality().getAsInt() : null,
        options.rowsPerGroup(plan.shape()),
        options.groupsPerFile());
  }
}
