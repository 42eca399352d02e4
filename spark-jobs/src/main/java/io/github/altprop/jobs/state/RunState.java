package io.github.altprop.jobs.state;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.run.Checkpoints;
import io.github.altprop.jobs.run.Moment;
import java.util.List;
import java.util.Optional;

/**
 * The state of a training between two rounds: how far it is, and its numbers, which may be in this
 * process or with the executors.
 *
 * @param moment the point of the run
 * @param held its numbers
 */
public record RunState(Moment moment, Held held) {
  /** The numbers of a training, wherever they are. */
  public interface Held {
    /**
     * What all workers start the next round from, without moments where each has its own; fetched
     * if it is not in this process.
     */
    ModelState model();

    /**
     * Each worker's own optimiser state, fetched like the model; empty where moments are averaged.
     */
    List<OptimizerState> own();

    /**
     * Writes the numbers into files where they are.
     *
     * @param folder of the checkpoint
     * @return what was written; empty if the numbers are in this process, or it has to write them
     *     because nobody else can
     */
    default Optional<Checkpoints.Written> write(Location folder, StateFiles files) {
      return Optional.empty();
    }

    /** Frees the memory that the numbers have in this process; nobody may ask for them again. */
    void forget();
  }

  /** Numbers in this process. */
  public static final class Here implements Held {
    private ModelState model;
    private List<OptimizerState> own;

    /**
     * @param model what all workers start the next round from; without moments where each has its
     *     own
     * @param own each worker's own optimiser state; empty where moments are averaged
     */
    public Here(ModelState model, List<OptimizerState> own) {
      this.own = List.copyOf(own);
      this.model = own.isEmpty() ? model : model.withoutMoments();
    }

    @Override
    public ModelState model() {
      return known(model);
    }

    @Override
    public List<OptimizerState> own() {
      return known(own);
    }

    @Override
    public void forget() {
      model = null;
      own = null;
    }

    private static <T> T known(T numbers) {
      if (numbers == null) {
        throw new IllegalStateException("this state was sent off and forgotten");
      }
      return numbers;
    }
  }

  /** A state whose numbers are in this process. */
  public RunState(Moment moment, ModelState model, List<OptimizerState> own) {
    this(moment, new Here(model, own));
  }

  /** What all workers start the next round from; fetched if need be. */
  public ModelState model() {
    return held.model();
  }

  /** Each worker's own optimiser state, fetched if need be; empty where moments are averaged. */
  public List<OptimizerState> own() {
    return held.own();
  }

  /** The same numbers at another point of the run. */
  public RunState at(Moment other) {
    return new RunState(other, held);
  }
}
