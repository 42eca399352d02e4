package io.github.altprop.preprocessing.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectorTest {
  private static final int CLASSES = 10;
  private static final Map<Split, int[]> SOURCE =
      Map.of(Split.TRAIN, labels(4_000), Split.TEST, labels(1_000));

  @Test
  void keepsEverythingByDefault() {
    Selection selection = new Selector(SelectionOptions.everything(1), CLASSES).select(SOURCE);

    assertThat(selection.labels().get(Split.TRAIN)).isEqualTo(SOURCE.get(Split.TRAIN));
    assertThat(selection.originalClasses()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(selection.relabelled()).isZero();
  }

  @Test
  void keepsSomeClassesInBothSplitsUnderNewNumbers() {
    Selection selection = select(options(3, OptionalInt.empty(), 0));

    assertThat(selection.originalClasses()).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(selection.kept(Split.TRAIN)).isEqualTo(1_200);
    assertThat(selection.kept(Split.TEST)).isEqualTo(300);
    for (int index = 0; index < 4_000; index++) {
      int label = selection.label(Split.TRAIN, index);
      int source = SOURCE.get(Split.TRAIN)[index];
      if (label == Selection.DROPPED) {
        assertThat(selection.originalClasses()).doesNotContain(source);
      } else {
        assertThat(selection.originalClasses().get(label)).isEqualTo(source);
      }
    }
  }

  @Test
  void drawsOnlyClassesThatOccur() {
    int[] sparse = IntStream.range(0, 100).map(i -> i % 2 == 0 ? 17 : 60).toArray();

    Selection selection =
        new Selector(options(2, OptionalInt.empty(), 0), 100)
            .select(Map.of(Split.TRAIN, sparse, Split.TEST, sparse));

    assertThat(selection.originalClasses()).containsExactly(17, 60);
  }

  @Test
  void keepsExactlyTheSubsetOfTrainingExamplesAndAllTestExamples() {
    Selection selection = select(options(5, OptionalInt.of(777), 0));

    assertThat(selection.kept(Split.TRAIN)).isEqualTo(777);
    assertThat(selection.kept(Split.TEST)).isEqualTo(500);
  }

  @Test
  void relabelsExactlyTheAskedFractionAlwaysToAnotherClass() {
    Selection selection =
        new Selector(
                new SelectionOptions(7, OptionalInt.empty(), OptionalInt.of(1_003), 0.2), CLASSES)
            .select(SOURCE);

    long changed =
        IntStream.range(0, 4_000)
            .filter(i -> selection.label(Split.TRAIN, i) != Selection.DROPPED)
            .filter(i -> selection.label(Split.TRAIN, i) != SOURCE.get(Split.TRAIN)[i])
            .count();
    assertThat(changed).isEqualTo(201); // round(0.2 * 1003)
    assertThat(selection.relabelled()).isEqualTo(201);
    assertThat(selection.labels().get(Split.TEST)).isEqualTo(SOURCE.get(Split.TEST));
  }

  @Test
  void drawsNoiseEvenlyFromTheOtherClasses() {
    int[] zeros = new int[90_000];
    Selection selection =
        new Selector(new SelectionOptions(7, OptionalInt.empty(), OptionalInt.empty(), 1), CLASSES)
            .select(Map.of(Split.TRAIN, zeros, Split.TEST, new int[0]));

    int[] counts = new int[CLASSES];
    for (int label : selection.labels().get(Split.TRAIN)) {
      counts[label]++;
    }
    assertThat(counts[0]).isZero();
    assertThat(Arrays.stream(counts).skip(1).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
  }

  @Test
  void dependsOnTheSeedAlone() {
    SelectionOptions options = options(5, OptionalInt.of(700), 0.1);

    assertThat(select(options).labels().get(Split.TRAIN))
        .isEqualTo(select(options).labels().get(Split.TRAIN));
    assertThat(
            select(new SelectionOptions(8, options.classes(), options.subset(), 0.1))
                .labels()
                .get(Split.TRAIN))
        .isNotEqualTo(select(options).labels().get(Split.TRAIN));
  }

  @Test
  void refusesMoreThanThereIs() {
    assertThatThrownBy(() -> select(options(11, OptionalInt.empty(), 0)))
        .isInstanceOf(BadInputException.class)
        .hasMessage("classes: 11; the source has training examples of only 10");
    assertThatThrownBy(() -> select(options(10, OptionalInt.of(4_001), 0)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("subset: 4001; the source has only 4000");
    assertThatThrownBy(() -> options(1, OptionalInt.empty(), 0)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> options(2, OptionalInt.empty(), Double.NaN))
        .hasMessage("label-noise: NaN; expected 0 to 1");
  }

  private static Selection select(SelectionOptions options) {
    return new Selector(options, CLASSES).select(SOURCE);
  }

  private static SelectionOptions options(int classes, OptionalInt subset, double noise) {
    return new SelectionOptions(7, OptionalInt.of(classes), subset, noise);
  }

  private static int[] labels(int count) {
    return IntStream.range(0, count).map(i -> i % CLASSES).toArray();
  }
}
