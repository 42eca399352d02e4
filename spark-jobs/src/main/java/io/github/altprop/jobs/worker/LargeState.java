package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.state.Assembly;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.state.StateForm;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A large state that goes out in pieces, each by a broadcast of its own. Spark has all bytes of a
 * broadcast in memory while it writes or reads it; so that is one piece, and not a second state.
 *
 * @param id of this state among those of all processes
 * @param form of the state
 * @param steps behind it
 * @param pieces its slices, in order
 */
record LargeState(String id, StateForm form, long steps, List<Shared<Assembly.Piece>> pieces)
    implements Shared<ModelState> {
  /** Smaller states go out whole. */
  static final long LEAST_BYTES = 1L << 28;

  private static final long PIECE_BYTES = 1L << 26;

  /** What this process has put together, shared by its tasks, as long as there is memory. */
  private static final Map<String, SoftReference<ModelState>> HERE = new ConcurrentHashMap<>();

  /** Sends a state off. */
  static LargeState of(JavaSparkContext spark, ModelState state) {
    return of(spark, state, Math.toIntExact(1 + (state.bytes() - 1) / PIECE_BYTES));
  }

  /** Sends a state off in so many pieces. */
  static LargeState of(JavaSparkContext spark, ModelState state, int pieces) {
    Slicing slicing = new Slicing(pieces);
    List<Shared<Assembly.Piece>> sent = new ArrayList<>();
    for (int number = 0; number < pieces; number++) {
      sent.add(Shared.of(spark, Assembly.Piece.of(state.vectors(), slicing, number)));
    }
    return new LargeState(
        UUID.randomUUID().toString(), StateForm.of(state), state.optimizer().steps(), sent);
  }

  @Override
  public ModelState value() {
    synchronized (HERE) {
      SoftReference<ModelState> held = HERE.get(id);
      ModelState state = held == null ? null : held.get();
      if (state == null) {
        HERE.clear(); // one at a time: those before it are out of date
        state = assembled();
        HERE.put(id, new SoftReference<>(state));
      }
      return state;
    }
  }

  private ModelState assembled() {
    Assembly assembly = form.room();
    for (Shared<Assembly.Piece> piece : pieces) {
      assembly.put(piece.value());
    }
    return form.empty().with(assembly.vectors(), steps);
  }

  @Override
  public void withdraw() {
    pieces.forEach(Shared::withdraw);
  }
}
