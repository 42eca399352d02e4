package io.github.altprop.evaluation.sweep;

import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.run.ComponentRow;
import io.github.altprop.evaluation.run.DistanceRow;
import io.github.altprop.evaluation.run.Epoch;
import io.github.altprop.evaluation.run.EvaluationRow;
import io.github.altprop.evaluation.run.ParameterCounts;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.run.StepAlignment;
import io.github.altprop.evaluation.run.StepDominance;
import io.github.altprop.evaluation.run.StepLosses;
import io.github.altprop.evaluation.sweep.Reading.OfLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Every quantity that tables and figures of a sweep can show. */
final class Quantities {
  private static final String EPOCH = "epoch";
  private static final String STEP = "step";
  private static final String OUTPUT = "output";

  static final List<Quantity> ALL = all();

  private Quantities() {}

  private static List<Quantity> all() {
    List<Quantity> all = new ArrayList<>();
    for (String split : List.of("train", "test")) {
      boolean train = split.equals("train");
      all.add(
          ofSplit(
              split,
              "loss",
              Unit.NUMBER,
              EvaluationRow::loss,
              train ? Epoch::trainLoss : Epoch::testLoss));
      all.add(
          ofSplit(
              split,
              "accuracy",
              Unit.PERCENT,
              EvaluationRow::accuracy,
              train ? Epoch::trainAccuracy : Epoch::testAccuracy));
      all.add(
          ofSplit(
              split,
              "top5Accuracy",
              Unit.PERCENT,
              EvaluationRow::top5Accuracy,
              train ? Epoch::trainTop5Accuracy : Epoch::testTop5Accuracy));
    }
    all.add(
        new Quantity(
            "angles.degrees", "angle to backprop", Unit.DEGREES, STEP, Quantities::angles));
    all.add(alignment("cosine", "alignment", StepAlignment::layer, StepAlignment::cosine));
    all.add(alignment("bound", "bound", StepAlignment::layer, StepAlignment::bound));
    all.add(conservation("deviation", "|ρ − 1|", StepAlignment::rho));
    all.add(conservation("deviation2", "|ρ₂ − 1|", StepAlignment::rho2));
    all.add(dominance("lambda1", StepDominance::lambda1));
    all.add(dominance("lambda2", StepDominance::lambda2));
    all.add(distances("ratio", DistanceRow::ratio));
    all.add(distances("interclass", DistanceRow::interclass));
    all.add(distances("intraclass", DistanceRow::intraclass));
    all.add(
        losses(
            "associatedLoss",
            "associated loss",
            ComponentRow::associatedLoss,
            StepLosses::associated));
    all.add(
        losses(
            "autoencoderLoss",
            "autoencoder loss",
            ComponentRow::autoencoderLoss,
            StepLosses::autoencoder));
    all.add(
        losses(
            "associatedSum",
            "associated loss, summed",
            ComponentRow::associatedSum,
            StepLosses::associatedSum));
    all.add(
        losses(
            "autoencoderSum",
            "autoencoder loss, summed",
            ComponentRow::autoencoderSum,
            StepLosses::autoencoderSum));
    all.add(parameters("all", "parameters", ParameterCounts::all));
    all.add(parameters("effective", "effective parameters", ParameterCounts::effective));
    all.add(parameters("affiliated", "affiliated parameters", ParameterCounts::affiliated));
    return List.copyOf(all);
  }

  /** After training what was measured over whole splits, else the last epoch's. */
  private static Quantity ofSplit(
      String split,
      String value,
      Unit unit,
      Function<EvaluationRow, OptionalDouble> evaluated,
      Function<Epoch, OptionalDouble> recorded) {
    String label = split + " " + value.replace("top5Accuracy", "top-5 accuracy");
    return new Quantity(
        split + "." + value,
        label,
        unit,
        EPOCH,
        run ->
            new Reading(
                run.evaluation(split)
                    .map(evaluated)
                    .orElseGet(() -> run.lastEpoch().map(recorded).orElse(OptionalDouble.empty())),
                points(run.epochs(), epoch -> epoch.epoch(), recorded),
                List.of()));
  }

  private static Reading angles(Run run) {
    List<OfLayer> layers =
        run.metrics().anglesByLayer().stream()
            .filter(row -> row.meanDegrees().isPresent())
            .map(
                row ->
                    new OfLayer(
                        row.layer(),
                        row.batches(),
                        row.meanDegrees().getAsDouble(),
                        row.stdDegrees().orElse(0)))
            .toList();
    List<Point> curve = new ArrayList<>();
    run.metrics().meanAngles().forEach((step, mean) -> curve.add(new Point(step, mean)));
    return new Reading(mean(layers), curve, layers);
  }

  /** A quantity of weights that carry errors back: over training the mean over layers. */
  private static Quantity alignment(
      String name,
      String label,
      Function<StepAlignment, String> layer,
      Function<StepAlignment, OptionalDouble> value) {
    return new Quantity(
        "alignment." + name,
        label,
        Unit.NUMBER,
        STEP,
        run -> {
          List<StepAlignment> records = run.metrics().alignment();
          List<OfLayer> last = lastOf(records, StepAlignment::step, layer, value);
          return new Reading(mean(last), meanCurve(records, StepAlignment::step, value), last);
        });
  }

  /** How far a ratio of the law is from one: its mean over all records after the start. */
  private static Quantity conservation(
      String name, String label, Function<StepAlignment, OptionalDouble> ratio) {
    return new Quantity(
        "conservation." + name,
        label,
        Unit.NUMBER,
        STEP,
        run -> {
          List<Point> curve =
              meanCurve(
                  run.metrics().alignment(),
                  StepAlignment::step,
                  record -> {
                    OptionalDouble value = ratio.apply(record);
                    return value.isPresent()
                        ? OptionalDouble.of(Math.abs(value.getAsDouble() - 1))
                        : value;
                  });
          return new Reading(curve.stream().mapToDouble(Point::y).average(), curve, List.of());
        });
  }

  /** The constant that all records allow: their smallest. */
  private static Quantity dominance(String name, Function<StepDominance, OptionalDouble> value) {
    return new Quantity(
        "dominance." + name,
        "dominance " + name,
        Unit.NUMBER,
        STEP,
        run -> {
          List<Point> curve = points(run.metrics().dominance(), StepDominance::step, value);
          return new Reading(curve.stream().mapToDouble(Point::y).min(), curve, List.of());
        });
  }

  /** Of the test set's features, the output layer's where no other is named. */
  private static Quantity distances(String name, Function<DistanceRow, OptionalDouble> value) {
    return new Quantity(
        "distances." + name,
        name.equals("ratio") ? "ratio of distances" : name + " distance",
        Unit.NUMBER,
        "",
        run -> {
          List<OfLayer> layers = new ArrayList<>();
          for (DistanceRow row : run.distances()) {
            if (row.split().equals("test") && value.apply(row).isPresent()) {
              layers.add(new OfLayer(row.layer(), 1, value.apply(row).getAsDouble(), 0));
            }
          }
          OptionalDouble output =
              layers.stream()
                  .filter(layer -> layer.layer().equals(OUTPUT))
                  .mapToDouble(OfLayer::mean)
                  .findFirst();
          return new Reading(output, List.of(), layers);
        });
  }

  /**
   * Of components of an associated network: after training what was measured over the whole
   * training set, else what they had on average in the last epoch; over training their sum.
   */
  private static Quantity losses(
      String name,
      String label,
      Function<ComponentRow, OptionalDouble> measured,
      Function<StepLosses, OptionalDouble> value) {
    return new Quantity(
        "components." + name,
        label,
        Unit.NUMBER,
        STEP,
        run -> {
          List<StepLosses> records = run.metrics().losses();
          List<OfLayer> whole = trained(run, measured);
          List<OfLayer> last =
              whole.isEmpty()
                  ? lastOf(records, StepLosses::step, StepLosses::component, value)
                  : whole;
          Map<Long, Double> sums = new TreeMap<>();
          records.forEach(
              record ->
                  value
                      .apply(record)
                      .ifPresent(loss -> sums.merge(record.step(), loss, Double::sum)));
          List<Point> curve = new ArrayList<>();
          sums.forEach((step, sum) -> curve.add(new Point(step, sum)));
          return new Reading(
              last.isEmpty()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(last.stream().mapToDouble(OfLayer::mean).sum()),
              curve,
              last);
        });
  }

  /** The losses over the whole training set; none if they were not measured. */
  private static List<OfLayer> trained(Run run, Function<ComponentRow, OptionalDouble> value) {
    return run.components().stream()
        .filter(row -> row.split().equals("train") && value.apply(row).isPresent())
        .map(row -> new OfLayer(row.component(), 1, value.apply(row).getAsDouble(), 0))
        .toList();
  }

  private static Quantity parameters(
      String name, String label, ToLongFunction<ParameterCounts> count) {
    return new Quantity(
        "parameters." + name,
        label,
        Unit.COUNT,
        "",
        run ->
            new Reading(
                run.parameters().stream().mapToDouble(count::applyAsLong).findFirst(),
                List.of(),
                List.of()));
  }

  private static <T> List<Point> points(
      List<T> records, ToDoubleFunction<T> x, Function<T, OptionalDouble> y) {
    return records.stream()
        .filter(record -> y.apply(record).isPresent())
        .map(record -> new Point(x.applyAsDouble(record), y.apply(record).getAsDouble()))
        .toList();
  }

  private static <T> List<Point> meanCurve(
      List<T> records, ToLongFunction<T> step, Function<T, OptionalDouble> value) {
    Map<Long, List<Double>> byStep = new TreeMap<>();
    for (T record : records) {
      value
          .apply(record)
          .ifPresent(
              v -> byStep.computeIfAbsent(step.applyAsLong(record), s -> new ArrayList<>()).add(v));
    }
    List<Point> curve = new ArrayList<>();
    byStep.forEach(
        (at, values) ->
            curve.add(
                new Point(
                    at, values.stream().mapToDouble(Double::doubleValue).average().orElseThrow())));
    return curve;
  }

  /** The values of the last step that has any, layer by layer. */
  private static <T> List<OfLayer> lastOf(
      List<T> records,
      ToLongFunction<T> step,
      Function<T, String> layer,
      Function<T, OptionalDouble> value) {
    Map<String, OfLayer> last = new LinkedHashMap<>();
    Optional<T> newest =
        records.isEmpty() ? Optional.empty() : Optional.of(records.get(records.size() - 1));
    for (T record : records) {
      if (step.applyAsLong(record) == step.applyAsLong(newest.orElseThrow())) {
        value
            .apply(record)
            .ifPresent(
                v -> last.put(layer.apply(record), new OfLayer(layer.apply(record), 1, v, 0)));
      }
    }
    return List.copyOf(last.values());
  }

  private static OptionalDouble mean(List<OfLayer> layers) {
    return layers.stream().mapToDouble(OfLayer::mean).average();
  }
}
