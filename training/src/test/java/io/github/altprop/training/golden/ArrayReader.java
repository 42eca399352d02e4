package io.github.altprop.training.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Turns nested JSON lists into flat arrays. */
final class ArrayReader {
  private final int[] shape;
  private final double[] values;
  private int position;

  private ArrayReader(int[] shape) {
    this.shape = shape;
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    this.values = new double[size];
  }

  /**
   * Reads numbers in nested lists of equal lengths, or {@code {"householder": [v_0, v_1, ...]}}.
   *
   * @throws IllegalArgumentException if {@code node} is neither
   */
  static GoldenArray read(JsonNode node) {
    if (node.has("householder")) {
      return product(read(node.get("householder")));
    }
    ArrayReader reader = new ArrayReader(shapeOf(node));
    reader.fill(node, 0);
    return new GoldenArray(reader.shape, reader.values);
  }

  private static int[] shapeOf(JsonNode node) {
    int rank = 0;
    for (JsonNode inner = node; inner != null && inner.isArray(); inner = firstDefined(inner)) {
      rank++;
    }
    int[] shape = new int[rank];
    JsonNode inner = node;
    for (int i = 0; i < rank; i++) {
      shape[i] = inner.size();
      inner = firstDefined(inner);
    }
    return shape;
  }

  /** A row that is undefined as a whole is null; its neighbours tell its shape. */
  private static JsonNode firstDefined(JsonNode list) {
    for (JsonNode inner : list) {
      if (!inner.isNull()) {
        return inner;
      }
    }
    return list.get(0);
  }

  private void fill(JsonNode node, int depth) {
    if (node.isNull() && depth < shape.length) {
      int undefined = Arrays.stream(shape, depth, shape.length).reduce(1, Math::multiplyExact);
      Arrays.fill(values, position, position + undefined, Double.NaN);
      position += undefined;
      return;
    }
    if (depth == shape.length) {
      if (!node.isNumber() && !node.isNull()) {
        throw new IllegalArgumentException("holds " + node + ", expected a number or null");
      }
      values[position++] = node.isNull() ? Double.NaN : node.doubleValue();
      return;
    }
    if (node.size() != shape[depth]) {
      throw new IllegalArgumentException(
          "is ragged: a list of " + node.size() + " beside one of " + shape[depth]);
    }
    node.forEach(inner -> fill(inner, depth + 1));
  }

  /** W = H_0 H_1 ... with H_k = I - 2 v_k v_k^T / (v_k^T v_k), for v [k, n]. */
  private static GoldenArray product(GoldenArray reflections) {
    double[] v = reflections.values();
    int n = reflections.shape()[1];
    double[] w = new double[n * n];
    for (int i = 0; i < n; i++) {
      w[i * n + i] = 1;
    }
    for (int from = 0; from < v.length; from += n) {
      double squared = 0;
      for (int j = 0; j < n; j++) {
        squared += v[from + j] * v[from + j];
      }
      for (int row = 0; row < n * n; row += n) {
        double projection = 0;
        for (int j = 0; j < n; j++) {
          projection += w[row + j] * v[from + j];
        }
        for (int j = 0; j < n; j++) {
          w[row + j] -= 2 * projection / squared * v[from + j];
        }
      }
    }
    return new GoldenArray(new int[] {n, n}, w);
  }
}
