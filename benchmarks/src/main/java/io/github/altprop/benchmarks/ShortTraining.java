package io.github.altprop.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.learner.TrainingRound;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import io.github.altprop.training.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains on a part of CIFAR-10 without Spark: {@code ShortTraining FOLDER DEVICE THREADS EPOCHS
 * STEP[@PRECISION]...} prints a JSON object for each step: loss and accuracies by epoch, seconds,
 * and before training the angle of every weight's update to backprop's, in degrees, where there is
 * one.
 */
public final class ShortTraining {
  private static final int SEED = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Trainer trainer;
  private final CifarPart train;
  private final CifarPart test;
  private final int batch;

  private ShortTraining(Trainer trainer, CifarPart train, CifarPart test, int batch) {
    this.trainer = trainer;
    this.train = train;
    this.test = test;
    this.batch = batch;
  }

  public static void main(String[] arguments) throws IOException {
    CifarPart train = CifarPart.read(Path.of(arguments[0], "train.bin"));
    CifarPart test = CifarPart.read(Path.of(arguments[0], "test.bin"));
    int threads = Integer.parseInt(arguments[2]);
    int epochs = Integer.parseInt(arguments[3]);
    for (int i = 4; i < arguments.length; i++) {
      int at = arguments[i].indexOf('@');
      String name = at < 0 ? arguments[i] : arguments[i].substring(0, at);
      Precision precision =
          at < 0 ? Precision.FLOAT32 : Precision.of(arguments[i].substring(at + 1));
      StepSpec spec = StepCatalog.require(name);
      try (Engine engine = Engines.open(Devices.parse(arguments[1]), threads, precision)) {
        Trainer trainer = OurStep.trainer(spec, engine);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("step", name);
        result.put("device", arguments[1]);
        result.put("precision", precision.toString());
        result.put("examples", train.size());
        result.putAll(new ShortTraining(trainer, train, test, spec.batch()).run(engine, epochs));
        System.out.println(JSON.writeValueAsString(result));
        System.out.flush();
      }
    }
  }

  private Map<String, Object> run(Engine engine, int epochs) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("angleDegrees", angles(engine));
    List<Map<String, Object>> records = new ArrayList<>();
    double seconds = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      long begin = System.nanoTime();
      double loss = epoch(epoch, epochs);
      seconds += (System.nanoTime() - begin) / 1e9;
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("epoch", epoch);
      record.put("trainLoss", loss);
      record.put("trainAccuracy", accuracy(train));
      record.put("testAccuracy", accuracy(test));
      records.add(record);
    }
    result.put("epochs", records);
    result.put("fitSeconds", seconds);
    return result;
  }

  private double epoch(int epoch, int epochs) {
    int[] order = order(epoch);
    int minibatches = order.length / batch;
    try (TrainingRound round = trainer.round(epochs)) {
      for (int m = 0; m < minibatches; m++) {
        long number = (long) (epoch - 1) * minibatches + m;
        round.step(
            train.minibatch(number, order, m * batch, batch),
            (double) number / minibatches,
            GradientProbe.NONE);
      }
      return round.finish() / ((double) minibatches * batch);
    }
  }

  private int[] order(int epoch) {
    int[] order = new int[train.size()];
    SplittableRandom random = new SplittableRandom(31L * SEED + epoch);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private double accuracy(CifarPart part) {
    Learner learner = trainer.learner();
    int right = 0;
    for (int from = 0; from < part.size(); from += batch) {
      int rows = Math.min(batch, part.size() - from);
      Minibatch stored = part.minibatch(0, null, from, rows);
      float[] logits = learner.logits(stored.inputs(), rows);
      for (int row = 0; row < rows; row++) {
        right +=
            largest(logits, row * learner.classes(), learner.classes()) == stored.labels()[row]
                ? 1
                : 0;
      }
    }
    return (double) right / part.size();
  }

  private static int largest(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = values[from + i] > values[from + best] ? i : best;
    }
    return best;
  }

  private Map<String, Double> angles(Engine engine) {
    Learner learner = trainer.learner();
    Map<String, Double> angles = new LinkedHashMap<>();
    ParameterVector parameters = learner.parameters();
    ParameterVector updates =
        new ParameterVector(engine, parameters.flat().type(), parameters.layout());
    ParameterVector gradients =
        new ParameterVector(engine, parameters.flat().type(), parameters.layout());
    learner.update(train.minibatch(0, null, 0, batch), updates);
    learner.backpropagate(gradients);
    for (Parameter weight : learner.weights()) {
      angles.put(
          weight.name(),
          degrees(updates.view(weight).toDoubles(), gradients.view(weight).toDoubles()));
    }
    return angles;
  }

  private static double degrees(double[] a, double[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    double cosine = dot / Math.sqrt(aa * bb);
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }
}
