package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Random work with branches, loops, waits and memory, recorded and asked for call by call. */
class RecordedProgramsTest {
  private static final int PROGRAMS = 300;
  private static final int RUNS = 25;
  private static final int WIDTH = 5;

  /** What a program works on, on one engine. */
  private static final class State implements AutoCloseable {
    final EmulatedAccelerator gpu = new EmulatedAccelerator(1 << 28);
    final Engine engine;
    final Tensor x;
    final Tensor y;
    final Tensor bound;
    final Tensor size;
    final Tensor holds;
    final Tensor left;
    final Tensor one;
    private Tensor room;

    State(boolean records) {
      engine = records ? CudaEngine.on(gpu) : CudaEngine.unrecorded(gpu);
      x = engine.zeros(ElementType.FLOAT64, WIDTH);
      y = engine.zeros(ElementType.FLOAT64, WIDTH);
      bound = engine.zeros(ElementType.FLOAT64, 1);
      size = engine.zeros(ElementType.FLOAT64, 1);
      holds = engine.zeros(ElementType.FLOAT64, 1);
      left = engine.zeros(ElementType.FLOAT64, 1);
      one = engine.zeros(ElementType.FLOAT64, 1);
      engine.fill(1, one);
      engine.fill(1, x);
      room = engine.zeros(ElementType.FLOAT64, 0);
    }

    /** Room that grows. */
    Tensor room(int elements) {
      if (room.size() < elements) {
        engine.release(room);
        room = engine.zeros(ElementType.FLOAT64, elements);
      }
      return room.slice(0, WIDTH);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private static Consumer<State> sequence(SplittableRandom random, int depth) {
    List<Consumer<State>> parts = new ArrayList<>();
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      parts.add(part(random, depth));
    }
    return state -> parts.forEach(part -> part.accept(state));
  }

  private static Consumer<State> part(SplittableRandom random, int depth) {
    int kind = random.nextInt(depth == 0 ? 14 : 18);
    double factor = random.nextDouble(0.3, 0.9);
    if (kind < 5) {
      return s -> s.engine.scale(factor, s.x, s.x);
    }
    if (kind < 8) {
      return s -> s.engine.axpy(factor, s.y, s.x);
    }
    if (kind < 11) {
      return s -> s.engine.add(s.x, s.y, s.y);
    }
    if (kind == 11) {
      int elements = random.nextInt(WIDTH, 60);
      return s -> {
        s.engine.copy(s.x, s.room(elements));
        s.engine.multiply(s.room(elements), s.y, s.y);
      };
    }
    if (kind == 12) {
      return s -> s.engine.fill(factor, s.y);
    }
    if (kind == 13) {
      return random.nextInt(6) == 0
          ? s -> s.engine.axpy(Math.min(2, s.x.at(1)), s.y, s.x)
          : s -> s.engine.sign(factor, s.y, s.y);
    }
    Consumer<State> inner = sequence(random, depth - 1);
    Consumer<State> other = sequence(random, depth - 1);
    if (kind < 17) {
      return s -> {
        s.engine.norm(s.x, s.size);
        s.engine.less(s.size, s.bound, s.holds);
        s.engine.branch(s.holds, () -> inner.accept(s), () -> other.accept(s));
      };
    }
    int rounds = random.nextInt(1, 4);
    return s -> {
      // Loops inside loops would count with the same number.
      s.engine.fill(rounds, s.left);
      s.engine.repeat(
          s.left,
          () -> {
            s.engine.scale(factor, s.x, s.x);
            s.engine.subtract(s.left, s.one, s.left);
          });
      inner.accept(s);
    };
  }

  @Test
  void giveTheSameBits() {
    Optional<String> obstacle = EmulatedKernels.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
    int replays = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      replays += compare(seed);
    }
    assertThat(replays).isGreaterThan(PROGRAMS * RUNS / 2);
  }

  private static int compare(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Consumer<State>> programs = List.of(sequence(random, 3), sequence(random, 2));
    try (State recorded = new State(true);
        State asked = new State(false)) {
      for (int run = 0; run < RUNS; run++) {
        Consumer<State> program = programs.get(random.nextInt(programs.size()));
        double bound = random.nextDouble(0, 3);
        double[] added = random.doubles(WIDTH).toArray();
        int event = random.nextInt(40);
        for (State state : List.of(recorded, asked)) {
          if (event == 0) {
            state.engine.release(state.engine.zeros(ElementType.FLOAT64, 1));
          } else if (event == 1) {
            state.gpu.failToRecord(1);
          }
          state.bound.put(new double[] {bound});
          state.y.put(added);
          state.engine.repeatedly(program, () -> program.accept(state));
        }
        assertThat(recorded.x.toDoubles())
            .as("seed %d, run %d", seed, run)
            .isEqualTo(asked.x.toDoubles());
        assertThat(recorded.y.toDoubles())
            .as("seed %d, run %d", seed, run)
            .isEqualTo(asked.y.toDoubles());
      }
      return recorded.gpu.replays();
    }
  }
}
