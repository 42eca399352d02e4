package io.github.altprop.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoredOrderTest {
  private final StoredOrder order = new StoredOrder(new int[] {3, 1, 2});

  @Test
  void goesThroughRowGroupsAsTheyAreStored() {
    int[] group = new int[4];
    int[] row = new int[4];

    order.locate(2, 4, group, row);

    assertThat(group).containsExactly(0, 1, 2, 2);
    assertThat(row).containsExactly(2, 0, 0, 1);
    assertThat(order.size()).isEqualTo(6);
  }

  @Test
  void refusesPositionsBeyondTheEnd() {
    assertThatThrownBy(() -> order.locate(5, 2, new int[2], new int[2]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
