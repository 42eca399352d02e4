package io.github.altprop.evaluation.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.chart.Key.Entry;
import io.github.altprop.evaluation.chart.Key.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTest {
  private static final List<Entry> ENTRIES =
      List.of(new Entry("GP train", 0, Sample.DASHED), new Entry("GP test", 0, Sample.SOLID));

  @Test
  void aWidePictureHasItsNamesOnOneLine() {
    assertThat(new Key(ENTRIES).below(540, 320).toString())
        .contains("data-view-box=\"0 0 540 347\"")
        .contains("line c0 dashed")
        .contains("GP train", "GP test");
  }

  @Test
  void aNarrowPictureHasThemBelowEachOther() {
    assertThat(new Key(ENTRIES).below(150, 320).toString())
        .contains("data-view-box=\"0 0 150 365\"");
  }
}
