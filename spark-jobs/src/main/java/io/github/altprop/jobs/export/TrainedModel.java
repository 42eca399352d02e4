package io.github.altprop.jobs.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.run.Checkpoint;
import io.github.altprop.jobs.run.RunFolder;
import io.github.altprop.jobs.state.CheckpointFiles;
import io.github.altprop.jobs.worker.Blueprint;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** The network of a run with the parameters of one of its checkpoints. */
public final class TrainedModel implements AutoCloseable {
  private final Experiment experiment;
  private final String checkpoint;
  private final Map<String, String> normalization;
  private final Engine engine;
  private final Learner learner;

  /**
   * Joins the parts.
   *
   * @param checkpoint where the learner's parameters come from, for people
   * @param normalization how its inputs are normalised, by word: see {@link #normalization}
   * @param engine of the learner; closed with this model
   */
  public TrainedModel(
      Experiment experiment,
      String checkpoint,
      Map<String, String> normalization,
      Engine engine,
      Learner learner) {
    this.experiment = experiment;
    this.checkpoint = checkpoint;
    this.normalization = new LinkedHashMap<>(normalization);
    this.engine = engine;
    this.learner = learner;
  }

  /**
   * Opens a run at its newest whole checkpoint; its data is not needed.
   *
   * @param warnings told of broken checkpoints that are passed over
   * @throws UserError if there is none
   */
  public static TrainedModel open(
      String run, Configuration configuration, Consumer<String> warnings) {
    RunFolder folder = RunFolder.open(run, configuration);
    Experiment experiment = folder.experiment(List.of());
    Checkpoint checkpoint = folder.newestCheckpoint(warnings);
    Blueprint blueprint = blueprint(folder, experiment);
    Engine engine = Engines.cpu(1);
    try {
      Trainer trainer = blueprint.trainer(engine);
      new CheckpointFiles(trainer).read(checkpoint).model().into(trainer.learner());
      return new TrainedModel(
          experiment,
          checkpoint.name(),
          normalization(folder, experiment),
          engine,
          trainer.learner());
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static Blueprint blueprint(RunFolder folder, Experiment experiment) {
    if (folder.fact("image").orElse(null) instanceof List<?> image
        && folder.fact("classes").orElse(null) instanceof Integer classes) {
      return new Blueprint(experiment, image.stream().map(Integer.class::cast).toList(), classes);
    }
    throw new UserError(
        "run "
            + folder
            + " does not say what it was trained on: no image and classes in its"
            + " provenance.json");
  }

  private static Map<String, String> normalization(RunFolder folder, Experiment experiment) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("normalization", experiment.dataset().normalization());
    for (String fact : List.of("mean", "std")) {
      folder.fact(fact).ifPresent(value -> words.put(fact, value.toString()));
    }
    return words;
  }

  /**
   * How inputs are normalised: {@code normalization}, and with channels their {@code mean} and
   * {@code std}, as the run's provenance has them.
   */
  public Map<String, String> normalization() {
    return normalization;
  }

  /**
   * The mean or the standard deviation of every channel, for inputs normalised by {@code channels}.
   *
   * @param word {@code mean} or {@code std}
   * @throws UserError if the run does not say
   */
  public double[] channelFigures(String word) {
    int channels = channelsFirstInput()[0];
    try {
      double[] figures =
          new ObjectMapper().readValue(normalization.getOrDefault(word, "[]"), double[].class);
      if (figures != null && figures.length == channels) {
        return figures;
      }
    } catch (JsonProcessingException e) {
      // No list of numbers: said below.
    }
    throw new UserError(
        "the run's provenance.json does not say the %s of each of the %d channels that its inputs were normalized with"
            .formatted(word, channels));
  }

  /**
   * What a file for another library should say of the model: {@code altprop.experiment}, {@code
   * altprop.checkpoint}, the {@linkplain #normalization normalisation} and {@code altprop.input},
   * the shape of an example.
   */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("altprop.experiment", experiment.name());
    facts.put("altprop.checkpoint", checkpoint);
    normalization.forEach((word, value) -> facts.put("altprop." + word, value));
    facts.put("altprop.input", Arrays.toString(channelsFirstInput()));
    return facts;
  }

  public Experiment experiment() {
    return experiment;
  }

  /** Where the parameters come from, {@code round-000012}. */
  public String checkpoint() {
    return checkpoint;
  }

  /** The layers from inputs to logits. */
  public Network network() {
    return learner.network();
  }

  /** Shape of an example for other libraries: [channels, height, width] or [features]. */
  public int[] channelsFirstInput() {
    int[] shape = network().inputShape();
    return shape.length == 3 ? new int[] {shape[2], shape[0], shape[1]} : shape;
  }

  /** What holds a parameter or a running statistic of the network. */
  public ParameterVector holding(Parameter parameter) {
    return switch (parameter.role()) {
      case MEAN, VARIANCE -> learner.statistics();
      default -> learner.parameters();
    };
  }

  Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}
