package io.github.altprop.preprocessing.format;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.FileGroup;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.LocalFiles;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.Examples;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.LayoutRequest.EmptyClasses;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans of local data sets, as tests ask for them. */
public final class Plans {
  public static final FileAccess FILES = new LocalFiles();

  private Plans() {}

  public static SourcePlan of(String dataset, Path location) {
    return of(dataset, location, LayoutRequest.usual());
  }

  public static SourcePlan of(String dataset, Path location, LayoutRequest layout) {
    SourceRequest request =
        new SourceRequest(
            location.toString(),
            1,
            OptionalInt.empty(),
            OptionalInt.empty(),
            ImageRequest.usual(),
            layout);
    return Sources.named(dataset).plan(FILES, TaskRunner.oneByOne(FILES), request);
  }

  public static LayoutRequest variant(String variant) {
    return new LayoutRequest(variant, "", EmptyClasses.REFUSED, "");
  }

  public static LayoutRequest testSplit(String folder) {
    return new LayoutRequest("", folder, EmptyClasses.REFUSED, "");
  }

  public static LayoutRequest withEmptyClasses() {
    return new LayoutRequest("", "", EmptyClasses.ALLOWED, "");
  }

  /** Number of files skipped for each reason. */
  public static Map<String, Long> skipped(SourcePlan plan) {
    Map<String, Long> skipped = new TreeMap<>();
    plan.source().skipped().forEach(group -> skipped.put(group.reason(), group.files()));
    return skipped;
  }

  /** Read and skipped. */
  public static long accountedFor(SourcePlan plan) {
    return plan.source().files()
        + plan.source().skipped().stream().mapToLong(FileGroup::files).sum();
  }

  /** All that is below a folder and is no folder itself; links are not followed. */
  public static long found(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).count();
    }
  }

  /** The examples of a split that is in chunks. */
  public static List<Example> examples(SourcePlan plan, Split split) throws IOException {
    List<Example> all = new ArrayList<>();
    for (Chunk chunk : plan.chunks()) {
      if (chunk.split() == split) {
        try (Examples<Example> examples = chunk.examples(FILES)) {
          examples.forEachRemaining(all::add);
        }
      }
    }
    return all;
  }
}
