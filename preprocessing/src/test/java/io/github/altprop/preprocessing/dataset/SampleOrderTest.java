package io.github.altprop.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.ImageShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleOrderTest {
  private static final int[] GROUPS = groups(40, 1_024, 300);

  @Test
  void visitsEveryExampleOnce() {
    Set<Long> seen = new HashSet<>();
    for (long place : places(new SampleOrder(1, 1, GROUPS, 8_192))) {
      assertThat(seen.add(place)).isTrue();
    }
    assertThat(seen).hasSize(40 * 1_024 + 300);
  }

  @Test
  void isAPureFunctionOfSeedAndEpoch() {
    long[] order = places(new SampleOrder(1, 1, GROUPS, 8_192));

    assertThat(places(new SampleOrder(1, 1, GROUPS, 8_192))).isEqualTo(order);
    assertThat(places(new SampleOrder(1, 2, GROUPS, 8_192))).isNotEqualTo(order);
    assertThat(places(new SampleOrder(2, 1, GROUPS, 8_192))).isNotEqualTo(order);
  }

  @Test
  void givesTheSamePlacesWhereverOneStarts() {
    SampleOrder order = new SampleOrder(3, 5, GROUPS, 8_192);
    long[] all = places(order);
    int[] group = new int[7];
    int[] row = new int[7];
    for (long from : new long[] {30_000, 5, 8_190, 16_000, 40_000}) {
      order.locate(from, 7, group, row);
      for (int i = 0; i < 7; i++) {
        assertThat(place(group[i], row[i])).isEqualTo(all[(int) from + i]);
      }
    }
  }

  @Test
  void needsOneWindowInMemoryAtATime() {
    SampleOrder order = new SampleOrder(1, 1, GROUPS, 8_192);
    Set<Integer> groups = new HashSet<>();
    int[] group = new int[8_192];
    order.locate(0, 8_192, group, new int[8_192]);
    Arrays.stream(group).forEach(groups::add);

    assertThat(groups.size()).isBetween(8, 10);
  }

  @Test
  void shufflesASmallSplitAsOneWindow() {
    SampleOrder order = new SampleOrder(1, 1, groups(3, 100, 50), 8_192);
    int[] group = new int[50];
    order.locate(0, 50, group, new int[50]);

    assertThat(Arrays.stream(group).distinct().count()).isEqualTo(4);
  }

  @Test
  void tellsWhichRowGroupsAWindowNeeds() {
    SampleOrder order = new SampleOrder(1, 1, GROUPS, 8_192);
    int[] group = new int[1];
    for (long position = 0; position < order.size(); position += 97) {
      order.locate(position, 1, group, new int[1]);
      assertThat(order.neighbourhood(position)).contains(group[0]).hasSizeBetween(8, 10);
    }
  }

  @Test
  void refusesPositionsBeyondTheEpoch() {
    SampleOrder order = new SampleOrder(1, 1, new int[] {20}, 8_192);

    assertThatThrownBy(() -> order.locate(15, 6, new int[6], new int[6]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shrinksTheWindowForLargeImages() {
    assertThat(SampleOrder.windowRows(new ImageShape(32, 32, 3))).isEqualTo(8_192);
    assertThat(SampleOrder.windowRows(new ImageShape(224, 224, 3))).isBetween(1_700, 1_800);
  }

  private static long[] places(SampleOrder order) {
    int count = (int) order.size();
    int[] group = new int[count];
    int[] row = new int[count];
    order.locate(0, count, group, row);
    return IntStream.range(0, count).mapToLong(i -> place(group[i], row[i])).toArray();
  }

  private static long place(int group, int row) {
    return ((long) group << 32) | row;
  }

  private static int[] groups(int count, int rows, int last) {
    int[] groups = new int[count + 1];
    Arrays.fill(groups, rows);
    groups[count] = last;
    return groups;
  }
}
