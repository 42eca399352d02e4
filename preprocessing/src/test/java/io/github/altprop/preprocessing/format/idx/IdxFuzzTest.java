package io.github.altprop.preprocessing.format.idx;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.MemoryFiles;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.format.idx.IdxChunk.Layout;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.Examples;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.Inputs;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** IDX files, plain and gzipped: read whole, or refused. */
class IdxFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void isReadOrRefused(byte[] file) throws IOException {
    boolean zipped = file.length > 0 && file[0] == 0x1f;
    String end = zipped ? "-ubyte.gz" : "-ubyte";
    byte[] label = {0, 0, 8, 1, 0, 0, 0, 1, 0};
    FileAccess files =
        new MemoryFiles(
            Map.of(
                "a-images-idx3" + end,
                file,
                "a-labels-idx1-ubyte",
                label,
                "b-images-idx3" + end,
                file,
                "b-labels-idx1-ubyte",
                label));
    SourceRequest request =
        new SourceRequest(
            MemoryFiles.FOLDER,
            1,
            OptionalInt.empty(),
            OptionalInt.empty(),
            ImageRequest.usual(),
            LayoutRequest.usual());
    Map<Split, List<String>> names =
        Map.of(
            Split.TRAIN, List.of("a-images", "a-labels"),
            Split.TEST, List.of("b-images", "b-labels"));
    try {
      SourcePlan plan =
          new IdxFiles(names, List.of("zero"), 0, Layout.TRANSPOSED)
              .plan(
                  files,
                  MemoryFiles.FOLDER,
                  new Inputs(files, TaskRunner.oneByOne(files), request));
      for (Chunk chunk : plan.chunks()) {
        try (Examples<Example> examples = chunk.examples(files)) {
          examples.forEachRemaining(example -> {});
        }
      }
    } catch (BadInputException e) {
      // Said to the user in one message.
    }
  }
}
