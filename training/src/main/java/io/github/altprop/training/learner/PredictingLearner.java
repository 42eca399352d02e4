package io.github.altprop.training.learner;

import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import java.util.List;

/**
 * What does not depend on how a learner learns: its flat vectors, and one network's predictions.
 */
abstract class PredictingLearner implements Learner {
  private final Predictor predictor;

  PredictingLearner(Predictor predictor) {
    this.predictor = predictor;
  }

  final Predictor predictor() {
    return predictor;
  }

  @Override
  public final Network network() {
    return predictor.network();
  }

  @Override
  public final ParameterVector parameters() {
    return predictor.parameters();
  }

  @Override
  public final ParameterVector statistics() {
    return predictor.statistics();
  }

  @Override
  public final float[] logits(float[] inputs, int rows) {
    return predictor.outputs(inputs, rows);
  }

  @Override
  public final int classes() {
    return network().classes();
  }

  @Override
  public final List<String> featureNames() {
    return predictor.featureNames();
  }

  @Override
  public final float[] features(String name, float[] inputs, int rows) {
    return predictor.features(name, inputs, rows);
  }
}
