package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.Operands.label;
import static io.github.altprop.training.tensor.Operands.labels;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.number;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.own;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Losses;
import io.github.altprop.training.tensor.Tensor;

/** {@link Losses} row by row in double. */
final class CpuLosses implements Losses {
  private static final int GRAIN = 512;

  private final Workers workers;

  CpuLosses(Workers workers) {
    this.workers = workers;
  }

  @Override
  public void softmaxCrossEntropy(
      Tensor logits, Tensor labels, double scale, Tensor error, Tensor loss) {
    OffHeapTensor x = own("softmaxCrossEntropy", logits);
    double[] classOf = labels("softmaxCrossEntropy", x, labels).toDoubles();
    OffHeapTensor e = error == null ? null : like("softmaxCrossEntropy", x, error);
    OffHeapTensor total = number("softmaxCrossEntropy", loss);
    int rows = classOf.length;
    int classes = x.dimension(1);
    int[] indices = new int[rows];
    for (int i = 0; i < rows; i++) {
      indices[i] = label("softmaxCrossEntropy", classOf[i], classes);
    }
    double[] partial = new double[workers.threads()];
    int parts =
        workers.split(
            rows,
            1,
            GRAIN / Math.max(1, classes) + 1,
            (part, from, to) -> {
              double[] row = new double[classes];
              double sum = 0;
              for (int i = from; i < to; i++) {
                load(x, i * classes, row);
                sum += softmax(row, indices[i]);
                if (e != null) {
                  row[indices[i]] -= 1;
                  store(row, scale, e, i * classes);
                }
              }
              partial[part] = sum;
            });
    total.put(new double[] {sum(partial, parts)});
  }

  // Replaces a row of logits by their softmax and returns -log softmax[label].
  private static double softmax(double[] row, int label) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : row) {
      largest = Math.max(largest, value);
    }
    double shifted = row[label] - largest;
    double total = 0;
    for (int j = 0; j < row.length; j++) {
      row[j] = Math.exp(row[j] - largest);
      total += row[j];
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= total;
    }
    return Math.log(total) - shifted;
  }

  @Override
  public void squaredError(
      Tensor prediction, Tensor target, double scale, Tensor error, Tensor loss) {
    OffHeapTensor p = own("squaredError", prediction);
    OffHeapTensor t = like("squaredError", p, target);
    OffHeapTensor e = error == null ? null : like("squaredError", p, error);
    OffHeapTensor total = number("squaredError", loss);
    boolean single = p.type() == ElementType.FLOAT32;
    double[] partial = new double[workers.threads()];
    int parts =
        workers.split(
            p.length(),
            1,
            GRAIN,
            (part, from, to) -> {
              double sum = 0;
              for (int i = from; i < to; i++) {
                double difference =
                    single
                        ? (double) p.floats().get(i) - t.floats().get(i)
                        : p.doubles().get(i) - t.doubles().get(i);
                sum += difference * difference;
                if (e != null && single) {
                  e.floats().put(i, (float) (scale * 2 * difference));
                } else if (e != null) {
                  e.doubles().put(i, scale * 2 * difference);
                }
              }
              partial[part] = sum;
            });
    total.put(new double[] {sum(partial, parts)});
  }

  private static void load(OffHeapTensor x, int from, double[] row) {
    if (x.type() == ElementType.FLOAT64) {
      x.doubles().get(from, row);
    } else {
      for (int j = 0; j < row.length; j++) {
        row[j] = x.floats().get(from + j);
      }
    }
  }

  private static void store(double[] row, double scale, OffHeapTensor x, int from) {
    for (int j = 0; j < row.length; j++) {
      if (x.type() == ElementType.FLOAT64) {
        x.doubles().put(from + j, scale * row[j]);
      } else {
        x.floats().put(from + j, (float) (scale * row[j]));
      }
    }
  }

  private static double sum(double[] partial, int parts) {
    double total = 0;
    for (int part = 0; part < parts; part++) {
      total += partial[part];
    }
    return total;
  }
}
