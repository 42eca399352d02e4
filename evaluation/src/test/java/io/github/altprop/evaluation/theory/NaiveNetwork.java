package io.github.altprop.evaluation.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network in float64 as plain loops, trained full batch: what the theory is tried on. */
final class NaiveNetwork {
  /** Arrays by parameter name; of length 0 for names that are absent. */
  static final class Parameters {
    private final Map<String, double[]> arrays = new LinkedHashMap<>();

    double[] get(String name) {
      return arrays.getOrDefault(name, new double[0]);
    }

    Parameters with(String name, double... array) {
      arrays.put(name, array);
      return this;
    }

    Iterable<String> names() {
      return arrays.keySet();
    }

    /** These minus {@code rate} times {@code updates}. */
    Parameters step(double rate, Parameters updates) {
      Parameters after = new Parameters();
      arrays.forEach(
          (name, before) -> {
            double[] moved = before.clone();
            for (int i = 0; i < moved.length; i++) {
              moved[i] -= rate * updates.get(name)[i];
            }
            after.with(name, moved);
          });
      return after;
    }

    /** All arrays in one. */
    double[] flat() {
      return arrays.values().stream().flatMapToDouble(Arrays::stream).toArray();
    }
  }

  /** The loss of one example; writes its gradient by the outputs. */
  interface Loss {
    double of(double[] outputs, int label, double[] gradient);
  }

  /** Mean loss and its updates by a rule. */
  record Update(double loss, Parameters updates) {}

  static final Loss CROSS_ENTROPY =
      (outputs, label, gradient) -> {
        double max = Arrays.stream(outputs).max().orElseThrow();
        double sum = 0;
        for (double output : outputs) {
          sum += Math.exp(output - max);
        }
        for (int k = 0; k < outputs.length; k++) {
          gradient[k] = Math.exp(outputs[k] - max) / sum - (k == label ? 1 : 0);
        }
        return Math.log(sum) + max - outputs[label];
      };

  /** exp(-y f), labels y +1 or -1. */
  static final Loss EXPONENTIAL =
      (outputs, label, gradient) -> {
        double loss = Math.exp(-label * outputs[0]);
        gradient[0] = -label * loss;
        return loss;
      };

  private final List<NaiveLayer> layers;
  private final Loss loss;

  NaiveNetwork(List<NaiveLayer> layers, Loss loss) {
    this.layers = List.copyOf(layers);
    this.loss = loss;
  }

  /** {@code features} to {@code neurons} leaky ReLUs to one output, without biases. */
  static NaiveNetwork twoLayer(int features, int neurons, double slope) {
    int[] in = {1, 1, features};
    int[] hidden = {1, 1, neurons};
    return new NaiveNetwork(
        List.of(
            new NaiveLayer.Synapse("layer0", in, hidden, 1, 1, false, slope),
            new NaiveLayer.Synapse("layer1", hidden, new int[] {1, 1, 1}, 1, 1, false, 1)),
        EXPONENTIAL);
  }

  double[] outputs(Parameters parameters, double... input) {
    List<double[]> activations = activations(parameters, input);
    return activations.get(activations.size() - 1);
  }

  /** Updates with {@code feedback} in place of the weights on the way back. */
  Update update(Parameters parameters, Parameters feedback, double[] inputs, int... labels) {
    Parameters sums = new Parameters();
    for (String name : parameters.names()) {
      sums.with(name, new double[parameters.get(name).length]);
    }
    double total = 0;
    int width = layers.get(0).inputs();
    for (int n = 0; n < labels.length; n++) {
      double[] input = Arrays.copyOfRange(inputs, n * width, (n + 1) * width);
      List<double[]> activations = activations(parameters, input);
      double[] error = new double[layers.get(layers.size() - 1).outputs];
      total += loss.of(activations.get(layers.size()), labels[n], error);
      for (int l = layers.size() - 1; l >= 0; l--) {
        error =
            layers
                .get(l)
                .backward(
                    activations.get(l),
                    activations.get(l + 1),
                    error,
                    feedback,
                    (name, part) -> add(part, labels.length, sums.get(name)));
      }
    }
    return new Update(total / labels.length, sums);
  }

  private List<double[]> activations(Parameters parameters, double... input) {
    List<double[]> activations = new ArrayList<>(List.of(input));
    for (NaiveLayer layer : layers) {
      activations.add(layer.forward(activations.get(activations.size() - 1), parameters));
    }
    return activations;
  }

  private static void add(double[] part, double count, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i] / count;
    }
  }
}
