package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.shard.ShardJob;
import io.github.altprop.jobs.shard.ShardOptions;
import io.github.altprop.jobs.shard.ShardResult;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.LayoutRequest.EmptyClasses;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop shard}. */
@Command(
    name = "shard",
    description = {
      "Turns a data set into shuffled Parquet shards with a manifest.",
      "%nThe same options give the same bytes. Run again, it finds the data set there and leaves it."
          + " @FILE stands for the options in a file, which options behind it override; see"
          + " conf/datasets."
    })
final class ShardCommand implements Callable<Integer> {
  private static final int QUALITY = 90;

  @Mixin private Output output;

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}.",
      completionCandidates = DatasetNames.class)
  private String dataset;

  @Option(
      names = "--source",
      paramLabel = "URI",
      defaultValue = "",
      description = "Folder with the files as their makers publish them; synthetic has none.")
  private String source;

  @Option(names = "--output", required = true, paramLabel = "URI", description = "Folder to make.")
  private String folder;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Keeps N classes, chosen by the seed; default all.")
  private Integer classes;

  @Option(
      names = "--label-noise",
      paramLabel = "P",
      defaultValue = "0",
      description = "Replaces this fraction of the training labels by other classes; default 0.")
  private double labelNoise;

  @Option(
      names = "--subset",
      paramLabel = "N",
      description = "Keeps N training examples, chosen by the seed; default all.")
  private Integer subset;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description =
          "Side of the images in pixels, for image files; default 224 (tiny-imagenet 64).")
  private Integer size;

  @Option(
      names = "--resize",
      paramLabel = "WAY",
      description = "How image files get that size: direct (default), shorter-side or none.")
  private String resize;

  @Option(
      names = "--upright",
      description = "Turns photographs as the camera noted; by default they stay as stored.")
  private boolean upright;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Which EMNIST: letters, balanced, byclass, bymerge, digits or mnist.")
  private String variant;

  @Option(
      names = "--test-split",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "Which folder beside train holds the test images of an image-folder, if there are several.")
  private String testSplit;

  @Option(
      names = "--allow-empty-classes",
      description = "Keeps folders of an image-folder that hold no images, as classes.")
  private boolean emptyClasses;

  @Option(
      names = "--encoding",
      paramLabel = "WAY",
      defaultValue = "raw",
      description =
          "How images are stored: raw, the pixels (default), or jpeg, some tenth of that.")
  private String encoding;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      description = "Quality of --encoding jpeg, 1 to 100; default " + QUALITY + ".")
  private Integer quality;

  @Option(
      names = "--max-rejected",
      paramLabel = "P",
      defaultValue = "" + ShardOptions.MAX_REJECTED,
      description =
          "Stops, leaving nothing, once more than this fraction cannot be used; 1 keeps all that can"
              + " be, with the rest in rejected/; default ${DEFAULT-VALUE}.")
  private double maxRejected;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Where shuffle and choices start; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--overwrite",
      description = "Removes the data set that is there, then makes the new one.")
  private boolean overwrite;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Tasks that run side by side on this machine; default one a core.")
  private int workers = SparkSessions.ALL_CORES;

  @Override
  public Integer call() {
    ImageRequest images =
        new ImageRequest(
            Optional.ofNullable(resize).map(Resize::named),
            optional(size),
            upright ? Orientation.APPLIED : Orientation.IGNORED);
    ShardOptions options =
        ShardOptions.of(dataset, source, folder, seed)
            .with(new SelectionOptions(seed, optional(classes), optional(subset), labelNoise))
            .with(images, maxRejected)
            .with(
                new LayoutRequest(
                    variant,
                    testSplit,
                    emptyClasses ? EmptyClasses.ALLOWED : EmptyClasses.REFUSED,
                    ""))
            .withJpeg(jpegQuality())
            .with(overwrite ? ShardOptions.Existing.OVERWRITE : ShardOptions.Existing.REFUSE);
    Terminal progress = output.progress();
    Location place = Location.of(folder, SparkSessions.hadoop());
    progress.say("sharding " + dataset + " into " + place);
    SparkSessions.with(
        "altprop shard " + dataset,
        workers,
        spark -> {
          ShardResult result = new ShardJob(spark).run(options);
          result.notes().forEach(progress::say);
          print(result);
        });
    return 0;
  }

  private OptionalInt jpegQuality() {
    switch (encoding) {
      case "raw" -> {
        if (quality != null) {
          throw new UserError("quality: " + quality + "; only --encoding jpeg has one");
        }
        return OptionalInt.empty();
      }
      case "jpeg" -> {
        return OptionalInt.of(quality == null ? QUALITY : quality);
      }
      default -> throw new UserError("encoding: '" + encoding + "'; expected raw or jpeg");
    }
  }

  private void print(ShardResult result) {
    PrintWriter results = output.results();
    Manifest manifest = result.manifest();
    results.println("data     " + folder);
    results.println(
        "outcome  "
            + (result.outcome() == ShardResult.Outcome.WRITTEN
                ? "written"
                : "already there, made with the same options from the same files"));
    results.println("dataset  " + manifest.dataset());
    results.println("images   " + manifest.image());
    results.println("classes  " + manifest.classes().size());
    for (Split split : Split.values()) {
      results.printf(
          "%-7s  %d%s%n",
          split.label(), manifest.split(split).examples(), rejected(manifest, split));
    }
    manifest.source().skipped().forEach(group -> results.println("skipped  " + group));
    results.flush();
  }

  private static String rejected(Manifest manifest, Split split) {
    long rejected = manifest.split(split).rejected();
    return rejected == 0 ? "" : " (and " + rejected + " rejected, see rejected/)";
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
