package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private final List<String> opened = new ArrayList<>();

  /** Pretends that a machine has some GPUs, of which it computes on all but one. */
  private final class Pretended implements EngineProvider {
    private final String name;
    private final int gpus;
    private final int unfit;
    private final boolean tf32;

    Pretended(String name, int gpus, int unfit, boolean tf32) {
      this.name = name;
      this.gpus = gpus;
      this.unfit = unfit;
      this.tf32 = tf32;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<String> obstacle(Device.Kind kind) {
      return kind == Device.Kind.GPU && gpus > 0 ? Optional.empty() : Optional.of("no " + kind);
    }

    @Override
    public int devices(Device.Kind kind) {
      return gpus;
    }

    @Override
    public Optional<String> obstacle(Device device) {
      Optional<String> any = EngineProvider.super.obstacle(device);
      return any.isPresent() || device.index() != unfit ? any : Optional.of("too old");
    }

    @Override
    public boolean offers(Precision precision) {
      return tf32 || precision != Precision.TF32;
    }

    @Override
    public Engine open(Device device, int threads) {
      opened.add(name + " " + device);
      return null;
    }
  }

  private final Providers none =
      new Providers(List.of(new Pretended("a", 0, -1, true), new Pretended("b", 0, -1, true)));
  private final Providers both =
      new Providers(List.of(new Pretended("a", 2, 1, true), new Pretended("b", 3, -1, false)));

  @Test
  void everyProviderSaysWhyThereIsNoDevice() {
    assertThat(none.obstacle(Device.Kind.GPU)).contains("a: no GPU; b: no GPU");
    assertThat(none.devices(Device.Kind.GPU)).isZero();
    assertThatThrownBy(() -> none.open(Device.gpu(1), 1, Precision.FLOAT64))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing here computes on gpu:1 in float64: a: no GPU; b: no GPU");
  }

  @Test
  void theFirstThatCanComputesOnADevice() {
    both.open(Device.gpu(0), 1, Precision.FLOAT32);
    both.open(Device.gpu(1), 1, Precision.FLOAT32);
    both.open(Device.gpu(2), 1, Precision.FLOAT64);

    assertThat(opened).containsExactly("a gpu:0", "b gpu:1", "b gpu:2");
    assertThat(both.devices(Device.Kind.GPU)).isEqualTo(3);
    assertThat(both.obstacle(Device.Kind.GPU)).isEmpty();
  }

  @Test
  void precisionAndDeviceAreRefusedTogether() {
    assertThat(both.obstacle(Device.gpu(0), Precision.TF32)).isEmpty();
    assertThat(both.obstacle(Device.gpu(1), Precision.TF32))
        .contains("a: too old; b: does not compute in tf32");
    assertThat(both.obstacle(Device.gpu(3), Precision.FLOAT32))
        .contains(
            "a: sees 2 here, and numbers them from 0; b: sees 3 here, and numbers them from 0");
  }

  @Test
  void anEngineIsNotOpenedForWhatItDoesNotOffer() {
    assertThatThrownBy(
            () -> new Pretended("b", 1, -1, false).open(Device.gpu(0), 1, Precision.TF32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("b does not compute in tf32");
  }

  @Test
  void precisionsAreWrittenAsUsersWriteThem() {
    for (Precision precision : Precision.values()) {
      assertThat(Precision.of(precision.toString())).isEqualTo(precision);
    }
    assertThat(Precision.TF32).hasToString("tf32");
    assertThat(Precision.TF32.type()).isEqualTo(ElementType.FLOAT32);
    assertThatThrownBy(() -> Precision.of("half")).isInstanceOf(IllegalArgumentException.class);
  }
}
