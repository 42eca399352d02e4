package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Tensors, their views and their memory; the primitives have tests of their own. */
class EngineContractTest extends EngineContract {
  @Test
  void startsTensorsAtZeroAndCountsTheirBytes() {
    Tensor x = engine.zeros(setup.type(), 3, 5);
    assertThat(x.shape()).containsExactly(3, 5);
    assertThat(x.type()).isEqualTo(setup.type());
    assertThat(x.toDoubles()).containsOnly(0).hasSize(15);
    assertThat(engine.allocatedBytes()).isEqualTo(15L * setup.type().bytes());
  }

  @Test
  void givesMemoryBackAndRefusesTensorsAfterwards() {
    Tensor x = engine.zeros(setup.type(), 100);
    Tensor kept = engine.zeros(setup.type(), 1);
    engine.release(x);
    assertThat(engine.allocatedBytes()).isEqualTo(setup.type().bytes());
    assertThatThrownBy(() -> engine.fill(1, x)).isInstanceOf(IllegalStateException.class);
    engine.fill(1, kept);
    assertThatThrownBy(() -> engine.release(output(6).slice(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("release");
  }

  @Test
  void sharesMemoryBetweenViews() {
    Tensor x = engine.zeros(setup.type(), 4, 6);
    x.slice(7, 2, 2).put(new double[] {1, 2, 3, 4});
    x.rows(3, 4).put(new float[] {5, 6, 7, 8, 9, 10});
    assertThat(x.toDoubles())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8, 9, 10);
    assertThat(x.rows(1, 3).slice(2, 3).toFloats()).containsExactly(2, 3, 4);
    assertThat(x.reshape(2, 2, 6).matrix().shape()).containsExactly(2, 12);
    assertThat(x.at(20)).isEqualTo(7);
  }

  @Test
  void refusesViewsBeyondATensor() {
    Tensor x = output(4, 6);
    assertThatThrownBy(() -> x.reshape(5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4, 6]");
    assertThatThrownBy(() -> x.slice(20, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from element 20");
    assertThatThrownBy(() -> x.put(new double[23]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("23");
    assertThatThrownBy(() -> engine.zeros(setup.type(), 3, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> engine.zeros(setup.type(), 1 << 16, 1 << 14))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 GiB");
  }

  @Test
  void allowsTensorsWithoutElements() {
    Tensor none = engine.zeros(setup.type(), 0, 3);
    Tensor also = engine.zeros(setup.type(), 0, 3);
    engine.fill(1, none);
    engine.axpy(1, none, also);
    engine.activate(Activation.RELU, none, engine.zeros(setup.type(), 3), also);
    engine.adam(none, also, none, also, number(1), 0.9, 0.9, 1);
    assertThat(engine.dot(none, also)).isZero();
    assertThat(none.toDoubles()).isEmpty();
    Tensor sums = output(3);
    engine.columnSums(none, sums);
    assertThat(sums.toDoubles()).containsExactly(0, 0, 0);
  }

  @Test
  void refusesTensorsOfOtherEngines() {
    Tensor missing = null;
    assertThatThrownBy(() -> engine.fill(0, missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void repeatsItselfBitForBit() {
    double[] x = normals(300, 200);
    Tensor a = tensor(x, 300, 200);
    Tensor first = output(200, 200);
    Tensor second = output(200, 200);
    engine.gemm(1, a, Op.TRANSPOSED, a, Op.PLAIN, 0, first);
    engine.gemm(1, a, Op.TRANSPOSED, a, Op.PLAIN, 0, second);
    assertThat(first.toDoubles()).isEqualTo(second.toDoubles());
    assertThat(engine.dot(a, a)).isEqualTo(engine.dot(a, a));
    Tensor sums = output(200);
    engine.columnSums(a, sums);
    double[] once = sums.toDoubles();
    engine.columnSums(a, sums);
    assertThat(sums.toDoubles()).isEqualTo(once);
  }

  @Test
  void mayBeCalledFromAnyThreadInTurn() throws InterruptedException {
    Tensor a = tensor(normals(120, 120), 120, 120);
    Tensor here = output(120, 120);
    Tensor there = output(120, 120);
    engine.gemm(1, a, Op.PLAIN, a, Op.PLAIN, 0, here);
    Thread other = new Thread(() -> engine.gemm(1, a, Op.PLAIN, a, Op.PLAIN, 0, there));
    other.start();
    other.join();
    assertThat(there.toDoubles()).isEqualTo(here.toDoubles());
  }

  @Test
  void describesItself() {
    assertThat(engine.description()).isNotBlank();
    assertThat(engine.threads()).isPositive();
  }
}
