package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.Rejection;
import org.junit.jupiter.api.Test;

class PackedExampleTest {
  @Test
  void givesBackWhatWasPacked() {
    byte[] image = {1, 2, 3};

    byte[] packed = PackedExample.verified(PackedExample.pack(1L << 40, 7, image));

    assertThat(PackedExample.isRejected(packed)).isFalse();
    assertThat(PackedExample.index(packed)).isEqualTo(1L << 40);
    assertThat(PackedExample.label(packed)).isEqualTo(7);
    assertThat(PackedExample.image(packed)).isEqualTo(image);
  }

  @Test
  void givesBackRejections() {
    Rejection rejection = new Rejection(3, "a/ä.jpg", "truncated", "why", new byte[] {5});

    byte[] packed = PackedExample.verified(PackedExample.pack(rejection));

    assertThat(PackedExample.isRejected(packed)).isTrue();
    assertThat(PackedExample.rejection(packed)).usingRecursiveComparison().isEqualTo(rejection);
  }

  @Test
  void noticesEveryChangedByte() {
    byte[] packed = PackedExample.pack(1, 2, new byte[] {1, 2, 3});
    for (int i = 0; i < packed.length; i++) {
      byte[] changed = packed.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> PackedExample.verified(changed))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("spark.local.dir");
    }
  }
}
