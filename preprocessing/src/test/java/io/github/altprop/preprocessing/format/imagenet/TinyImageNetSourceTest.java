package io.github.altprop.preprocessing.format.imagenet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.format.Plans;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyImageNetSourceTest {
  @TempDir Path folder;

  @Test
  void accountsForEveryFile() throws IOException {
    write("wnids.txt", "n1\nn2\n");
    write("words.txt", "n1\tcat\nn2\tdog\n");
    write("train/n1/images/n1_0.JPEG", "x");
    write("train/n1/images/more/n1_1.JPEG", "x");
    write("train/n1/n1_boxes.txt", "x");
    write("train/n2/images/n2_0.JPEG", "x");
    write("train/n3/images/n3_0.JPEG", "x");
    write("val/val_annotations.txt", "val_0.JPEG\tn2\t0\n");
    write("val/images/val_0.JPEG", "x");
    write("val/images/Thumbs.db", "x");
    write("test/images/test_0.JPEG", "x");

    SourcePlan plan = Plans.of("tiny-imagenet", folder);

    assertThat(plan.classNames()).containsExactly("cat", "dog");
    assertThat(plan.examples(Split.TRAIN)).isEqualTo(2);
    assertThat(Plans.skipped(plan))
        .isEqualTo(Map.of("not part of the layout", 4L, "of the system", 1L));
    assertThat(Plans.accountedFor(plan)).isEqualTo(Plans.found(folder));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
