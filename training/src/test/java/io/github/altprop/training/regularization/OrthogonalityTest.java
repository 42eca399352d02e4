package io.github.altprop.training.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class OrthogonalityTest {
  private static final int SIZE = 24;
  private static final double NOISE = 1e-3;

  private final ParameterLayout layout = new ParameterLayout();
  private final Parameter first = layout.add("first", Parameter.Role.WEIGHT, SIZE, SIZE);
  private final Parameter second = layout.add("second", Parameter.Role.WEIGHT, SIZE, SIZE);
  private final Parameter flat = layout.add("flat", Parameter.Role.WEIGHT, 4, SIZE);

  @Test
  void lendsTheInverseUpToTheSquareOfTheDeviation() {
    try (Engine engine = TestDevice.engine(1)) {
      ParameterVector parameters = nearlyOrthogonal(engine);
      Tensor exact = engine.zeros(ElementType.FLOAT64, SIZE, SIZE);
      engine.invert(parameters.view(second), exact);
      double[] inverse = exact.toDoubles();
      int rows = 5;
      double[] near =
          step(engine, parameters, Orthogonality.Target.IDENTITY)
              .nearInverse(second, rows)
              .orElseThrow()
              .toDoubles();
      assertThat(near).hasSize(rows * SIZE);
      for (int i = 0; i < near.length; i++) {
        double transposed = inverse[i % SIZE * SIZE + i / SIZE];
        assertThat(near[i]).isCloseTo(transposed, Offset.offset(100 * NOISE * NOISE));
      }
    }
  }

  @Test
  void addsTheSameGradientWhetherOrNotAnInverseWasLent() {
    try (Engine engine = TestDevice.engine(1)) {
      ParameterVector parameters = nearlyOrthogonal(engine);
      double[] plain = gradients(engine, parameters, List.of(), 0);
      for (int rows : new int[] {5, SIZE}) {
        assertThat(gradients(engine, parameters, List.of(first, second), rows))
            .containsExactly(plain, Offset.offset(1e-15));
        // What was at hand for one weight is not taken for the other.
        assertThat(gradients(engine, parameters, List.of(second, first), rows))
            .containsExactly(plain, Offset.offset(1e-15));
      }
    }
  }

  @Test
  void lendsNothingThatItsGradientDoesNotYield() {
    try (Engine engine = TestDevice.engine(1)) {
      ParameterVector parameters = nearlyOrthogonal(engine);
      assertThat(step(engine, parameters, Orthogonality.Target.IDENTITY).nearInverse(flat, 4))
          .isEmpty();
      assertThat(step(engine, parameters, Orthogonality.Target.OFF_DIAGONAL).nearInverse(first, 4))
          .isEmpty();
    }
  }

  private double[] gradients(
      Engine engine, ParameterVector parameters, List<Parameter> lent, int rows) {
    ParameterVector updates = new ParameterVector(engine, ElementType.FLOAT64, layout);
    Penalty penalty = step(engine, parameters, Orthogonality.Target.IDENTITY);
    lent.forEach(weight -> engine.fill(0, penalty.nearInverse(weight, rows).orElseThrow()));
    // The one that is never lent comes while another is at hand.
    List.of(flat, first, second).forEach(weight -> penalty.addGradient(weight, updates));
    return updates.flat().toDoubles();
  }

  private Penalty step(Engine engine, ParameterVector parameters, Orthogonality.Target target) {
    return new Orthogonality(engine, ElementType.FLOAT64, layout.parameters(), 1, target, 1)
        .at(parameters, 1)
        .orElseThrow();
  }

  private ParameterVector nearlyOrthogonal(Engine engine) {
    ParameterVector parameters = new ParameterVector(engine, ElementType.FLOAT64, layout);
    for (Parameter weight : List.of(first, second)) {
      Tensor noise = engine.zeros(ElementType.FLOAT64, SIZE, SIZE);
      noise.put(new Gaussian(10 + weight.index()).next(SIZE * SIZE));
      parameters.view(weight).put(new Gaussian(weight.index()).next(SIZE * SIZE));
      engine.orthonormalizeColumns(parameters.view(weight));
      engine.axpy(NOISE, noise, parameters.view(weight));
    }
    return parameters;
  }
}
