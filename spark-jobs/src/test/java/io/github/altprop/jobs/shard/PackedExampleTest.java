package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.UserError;
import org.junit.jupiter.api.Test;

class PackedExampleTest {
  @Test
  void givesBackWhatWasPacked() {
    byte[] image = {1, 2, 3};

    byte[] packed = PackedExample.verified(PackedExample.pack(1L << 40, 7, image));

    assertThat(PackedExample.index(packed)).isEqualTo(1L << 40);
    assertThat(PackedExample.label(packed)).isEqualTo(7);
    assertThat(PackedExample.image(packed)).isEqualTo(image);
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
