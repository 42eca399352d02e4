package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.storage.ContactSheet;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.storage.Verification;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.preprocessing.dataset.SplitManifest;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop inspect}. */
@Command(
    name = "inspect",
    description = {"Tells what a data set holds; draws examples, looks for damage."})
final class InspectCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "Folder that 'altprop shard' made.")
  private String data;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.png",
      description = "Picture to draw: ten training examples of each class.")
  private String sheet;

  @Option(
      names = "--verify",
      description = "Reads every shard to its end and compares it with the manifest's SHA-256.")
  private boolean verify;

  @Override
  public Integer call() {
    if (sheet != null && !sheet.endsWith(".png")) {
      throw new UserError("--sheet is " + sheet + " but must end in .png");
    }
    ShardedDataset dataset = ShardedDataset.open(data, SparkSessions.hadoop());
    print(dataset.manifest());
    if (verify) {
      verify(dataset);
    }
    if (sheet != null) {
      draw(dataset);
    }
    return 0;
  }

  private void print(Manifest manifest) {
    PrintWriter results = output.results();
    results.println("dataset   " + manifest.dataset());
    results.println("source    " + manifest.source().location());
    results.println(
        "read      "
            + manifest.source().files()
            + " files, "
            + manifest.source().bytes()
            + " bytes");
    manifest.source().skipped().forEach(group -> results.println("skipped   " + group));
    results.println("images    " + manifest.image());
    results.println("encoding  " + encoding(manifest));
    results.println("seed      " + manifest.options().seed());
    results.println("noise     " + manifest.options().relabelled() + " labels");
    results.println("mean      " + manifest.statistics().channelMean());
    results.println("std       " + manifest.statistics().channelStd());
    results.println("checksum  " + ManifestJson.checksum(manifest));
    results.println();
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("split", "examples", "rejected", "files", "rowGroups", "bytes"));
    for (Split split : Split.values()) {
      SplitManifest entry = manifest.split(split);
      table.add(
          List.of(
              split.label(),
              Long.toString(entry.examples()),
              Long.toString(entry.rejected()),
              Integer.toString(entry.files().size()),
              Integer.toString(entry.rowGroupSizes().length),
              Long.toString(entry.files().stream().mapToLong(ShardFile::bytes).sum())));
    }
    output.table(table);
    results.println();
    List<List<String>> classes = new ArrayList<>();
    classes.add(List.of("class", "label", "train", "test"));
    manifest
        .classes()
        .forEach(
            entry ->
                classes.add(
                    List.of(
                        entry.name(),
                        Integer.toString(entry.label()),
                        Long.toString(count(manifest, Split.TRAIN, entry.label())),
                        Long.toString(count(manifest, Split.TEST, entry.label())))));
    output.table(classes);
  }

  private static String encoding(Manifest manifest) {
    Integer quality = manifest.options().quality();
    return quality == null ? "raw" : "jpeg of quality " + quality;
  }

  private static long count(Manifest manifest, Split split, int label) {
    return manifest.split(split).classCounts().get(label);
  }

  private void verify(ShardedDataset dataset) {
    Verification verification = Verification.of(dataset);
    if (!verification.faults().isEmpty()) {
      throw new UserError(
          verification.faults().size()
              + " of "
              + verification.files()
              + " shards are not what the manifest says:\n"
              + String.join("\n", verification.faults()));
    }
    output.results().println();
    output
        .results()
        .println(
            "verified  %d shards, %d bytes".formatted(verification.files(), verification.bytes()));
    output.results().flush();
  }

  private void draw(ShardedDataset dataset) {
    Location.of(sheet, SparkSessions.hadoop()).write(new ContactSheet(dataset).png());
    output.results().println();
    output.results().println("sheet     " + sheet);
    output.results().flush();
  }
}
