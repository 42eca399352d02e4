package io.github.altprop.training.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One golden file. Places inside it are JSON pointers, such as {@code
 * /expected/gradients/layer0.weight}; asking for a place that the file lacks fails and names both.
 */
public final class GoldenCase {
  private final String name;
  private final JsonNode root;

  GoldenCase(String name, JsonNode root) {
    this.name = name;
    this.root = root;
  }

  /** The case: the file's name without {@code .json}. */
  public String name() {
    return name;
  }

  /** What computes it: a learning rule, an optimiser or {@code metric}. */
  public String rule() {
    return text("/rule");
  }

  /** Whether there is something other than null at {@code pointer}. */
  public boolean has(String pointer) {
    JsonNode node = root.at(pointer);
    return !node.isMissingNode() && !node.isNull();
  }

  /** What stands at {@code pointer}. */
  public JsonNode node(String pointer) {
    if (!has(pointer)) {
      throw new AssertionError("golden case " + name + " has nothing at " + pointer);
    }
    return root.at(pointer);
  }

  /**
   * The field names of the object at {@code pointer}, in the file's order; none if it is absent.
   */
  public List<String> names(String pointer) {
    List<String> names = new ArrayList<>();
    root.at(pointer).fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The text at {@code pointer}. */
  public String text(String pointer) {
    return node(pointer).asText();
  }

  /** The number at {@code pointer}; NaN where the file says null. */
  public double number(String pointer) {
    if (root.at(pointer).isNull()) {
      return Double.NaN;
    }
    JsonNode node = node(pointer);
    if (!node.isNumber()) {
      throw new AssertionError(
          "golden case " + name + ": " + pointer + " is no number but " + node);
    }
    return node.doubleValue();
  }

  /** The whole number at {@code pointer}. */
  public int integer(String pointer) {
    JsonNode node = node(pointer);
    if (!node.canConvertToExactIntegral()) {
      throw new AssertionError(
          "golden case " + name + ": " + pointer + " is no integer but " + node);
    }
    return node.intValue();
  }

  /** The numbers at {@code pointer}; a product of Householder reflections is multiplied out. */
  public GoldenArray array(String pointer) {
    try {
      return ArrayReader.read(node(pointer));
    } catch (IllegalArgumentException e) {
      throw new AssertionError("golden case " + name + ": " + pointer + " " + e.getMessage(), e);
    }
  }

  /**
   * The synapse weights at {@code pointer} in the networks' storage: dense {@code [out, in]}
   * (transposed from the file), kernels {@code [out, kh, kw, in]} and vectors as they are.
   */
  public GoldenArray weight(String pointer) {
    GoldenArray array = array(pointer);
    return array.shape().length == 2 ? array.transposed() : array;
  }

  /** The numbers at {@code pointer}, row-major. */
  public double[] doubles(String pointer) {
    return array(pointer).values();
  }

  /** The whole numbers at {@code pointer}, for labels. */
  public int[] integers(String pointer) {
    double[] values = doubles(pointer);
    int[] integers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      integers[i] = (int) values[i];
      if (integers[i] != values[i]) {
        throw new AssertionError(
            "golden case " + name + ": " + pointer + " holds " + values[i] + ", expected integers");
      }
    }
    return integers;
  }

  /** The lengths of the dimensions of the array at {@code pointer}. */
  public int[] shape(String pointer) {
    return array(pointer).shape();
  }

  /** How far {@code quantity} may be off: its own tolerance, or the one that covers everything. */
  public double tolerance(String quantity) {
    String own = "/tolerances/" + quantity;
    return number(has(own) ? own : "/tolerances/all");
  }

  /** How far the gradient of one parameter may be off: its own tolerance, or that of gradients. */
  public double gradientTolerance(String parameter) {
    String own = "/tolerances/gradientsPerParameter/" + parameter;
    return has(own) ? number(own) : tolerance("gradients");
  }

  @Override
  public String toString() {
    return name;
  }
}
