package io.github.altprop.evaluation.embedding;

import de.javagl.tsne.Tsne;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.tensor.Engine;
import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * How examples are laid out on a plane: principal components, then t-SNE in its Barnes-Hut form.
 * The same features and seed give the same plane, bit for bit, on an engine of as many threads.
 *
 * <p>Source: van der Maaten and Hinton 2008; van der Maaten 2014. Differs: by the constants of Kao
 * and Chen 2021, as far as they are known (experiments, section 3.5).
 *
 * @param perplexity about how many neighbours an example has, {@link #LEAST_PERPLEXITY} to {@link
 *     #MOST_PERPLEXITY}
 * @param seed of everything that is drawn
 */
public record Embedding(double perplexity, long seed) implements Serializable {
  /** The smallest perplexity. */
  public static final double LEAST_PERPLEXITY = 2;

  /** The largest perplexity. */
  public static final double MOST_PERPLEXITY = 500;

  /** With fewer examples the library's step, made for thousands, throws points about. */
  public static final int LEAST_EXAMPLES = 300;

  /** Principal components that distances between examples are measured in. */
  public static final int COMPONENTS = 50;

  /** Steps of gradient descent. */
  public static final int ITERATIONS = 1000;

  /** Refuses a perplexity out of its range. */
  public Embedding {
    if (!(perplexity >= LEAST_PERPLEXITY && perplexity <= MOST_PERPLEXITY)) {
      throw new IllegalArgumentException("a perplexity of " + perplexity);
    }
  }

  /** The fewest examples that can be laid out: more than three times the perplexity. */
  public int leastExamples() {
    return Math.max(LEAST_EXAMPLES, (int) Math.ceil(3 * perplexity) + 1);
  }

  /**
   * Lays examples out.
   *
   * @param features [examples, width], finite; at least {@link #leastExamples} examples
   * @return [examples][2], in units of no meaning around zero; all zero if all examples are equal
   */
  public double[][] of(Engine engine, float[] features, int width) {
    int examples = features.length / width;
    if (examples < leastExamples()) {
      throw new IllegalArgumentException(
          examples + " examples, but a perplexity of " + perplexity + " needs " + leastExamples());
    }
    double[][] points =
        PrincipalComponents.of(engine, features, width, COMPONENTS, Seeds.derive(seed, "sketch"));
    boolean equal = Arrays.stream(points).flatMapToDouble(Arrays::stream).allMatch(x -> x == 0);
    return equal ? new double[examples][2] : plane(points, engine.threads());
  }

  /** The library spreads its work over the pool that it is called in. */
  private double[][] plane(double[][] points, int threads) {
    Tsne tsne = new Tsne();
    tsne.setMessageConsumer(null);
    tsne.setInitialDims(0); // points are principal components already
    tsne.setPerplexity(perplexity);
    tsne.setMaxIterations(ITERATIONS);
    tsne.setRandomSeed(Seeds.derive(seed, "plane"));
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      ForkJoinTask<double[][]> task = pool.submit(() -> tsne.run(points));
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while examples were laid out");
    } catch (ExecutionException e) {
      throw new IllegalStateException("t-SNE failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }
}
