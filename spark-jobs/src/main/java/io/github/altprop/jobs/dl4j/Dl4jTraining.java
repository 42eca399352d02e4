package io.github.altprop.jobs.dl4j;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Choice;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import scala.util.Properties;

/**
 * How a model is trained.
 *
 * @param updater DL4J's word for an optimiser
 * @param reduction of the losses of a minibatch
 */
record Dl4jTraining(IUpdater updater, Reduction reduction) {
  /** DL4J's classes for Spark call Scala's library, and were built for this version alone. */
  private static final String SCALA = "2.12";

  /** Not at all. */
  static final Dl4jTraining NONE = new Dl4jTraining(new NoOp(), Reduction.MEAN);

  /**
   * What an experiment asks for.
   *
   * @throws UserError naming everything that DL4J cannot do of it
   */
  static Dl4jTraining of(Experiment experiment, Network network) {
    List<String> problems = problems(experiment, network);
    if (!problems.isEmpty()) {
      throw new UserError(
          "experiment "
              + experiment.name()
              + " cannot be trained with engine dl4j: "
              + String.join("; ", problems));
    }
    Choice optimizer = experiment.optimizer();
    double rate = optimizer.options().number("learningRate");
    IUpdater updater =
        optimizer.name().equals("adam")
            ? new Adam(
                rate,
                optimizer.options().number("beta1"),
                optimizer.options().number("beta2"),
                optimizer.options().number("epsilon"))
            : new Sgd(rate);
    String reduction = experiment.loss().options().choice("reduction");
    return new Dl4jTraining(updater, Reduction.valueOf(reduction.toUpperCase(Locale.ROOT)));
  }

  private static List<String> problems(Experiment experiment, Network network) {
    List<String> problems = new ArrayList<>();
    String scala = Properties.versionNumberString();
    if (!scala.startsWith(SCALA)) {
      problems.add("DL4J runs on Spark 3.5 with Scala " + SCALA + " only, here is Scala " + scala);
    }
    if (!experiment.rule().name().equals("bp")) {
      problems.add("rule is " + experiment.rule().name() + ", but DL4J trains with bp only");
    }
    for (Layer layer : network.layers()) {
      if (!layer.children().isEmpty()) {
        problems.add("network has a residual block, " + layer.name() + ", where one row is needed");
      }
    }
    if (experiment.precision() == Precision.TF32) {
      problems.add("precision is tf32, expected float32 or float64");
    }
    if (!experiment.loss().name().equals("softmax-cross-entropy")) {
      problems.add("loss is " + experiment.loss().name() + ", expected softmax-cross-entropy");
    }
    Choice optimizer = experiment.optimizer();
    if (optimizer.name().equals("sgd")) {
      if (optimizer.options().number("momentum") != 0) {
        problems.add("optimizer.momentum is classical, but DL4J's is Nesterov's");
      }
      if (optimizer.options().number("weightDecay") != 0) {
        problems.add("optimizer.weightDecay acts on biases too, which DL4J's does not");
      }
    }
    experiment
        .regularizers()
        .keySet()
        .forEach(name -> problems.add("regularizers." + name + " is unknown to DL4J"));
    if (experiment.averaging().keepOptimizerState()) {
      problems.add("averaging.optimizerState is keep, but DL4J only averages");
    }
    if (!experiment.alignmentEvery().never()) {
      problems.add("metrics.alignmentEvery measures inside of steps, where DL4J lets nobody in");
    }
    return problems;
  }
}
