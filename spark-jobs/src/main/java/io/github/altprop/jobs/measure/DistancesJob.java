package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.ClassDistances;
import io.github.altprop.evaluation.run.DistanceRow;
import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import scala.Tuple2;

/**
 * How well layers separate the classes: {@code reports/distances.csv}. One Spark batch computes the
 * features of all layers, brings those of one layer and class together, and goes through all pairs
 * block by block.
 */
public final class DistancesJob {
  private DistancesJob() {}

  /**
   * Measures one split, of some layers those that the network has, in its order.
   *
   * @param layers their names; empty for all that it has
   */
  public static void runWherePresent(TrainedRun run, Split split, Set<String> layers) {
    List<String> known = run.driver().trainer().learner().featureNames();
    List<String> present = known.stream().filter(layers::contains).toList();
    if (layers.isEmpty() || !present.isEmpty()) {
      run(run, split, present);
    }
  }

  /**
   * Measures one split; what is known of others stays in the table.
   *
   * @param layers names of layers; empty for the input, every layer with weights, and the output
   * @throws UserError if there is no such layer
   */
  public static List<DistanceRow> run(TrainedRun run, Split split, List<String> layers) {
    List<String> wanted =
        layers.isEmpty() ? FeatureLayers.all(run.driver().trainer().learner().network()) : layers;
    FeatureLayers.require(run, wanted);
    int classes = run.data().manifest().classes().size();
    List<Stretch> tasks =
        Stretch.of(
            split, run.data().manifest().split(split).examples(), run.experiment().batchSize());
    List<Tuple2<LayerFeatures.Key, ClassDistances>> parts =
        new ArrayList<>(
            run.crew()
                .later(
                    run.experiment().name() + ": class distances of " + split.label(),
                    run.state(),
                    tasks,
                    (worker, state, stretch) -> LayerFeatures.of(worker, state, stretch, wanted))
                .flatMapToPair(List::iterator)
                .groupByKey()
                .mapToPair(group -> new Tuple2<>(group._1(), group(group, classes)))
                .collect());
    parts.sort(Comparator.comparing(Tuple2::_1));
    List<DistanceRow> rows = new ArrayList<>();
    for (int layer = 0; layer < wanted.size(); layer++) {
      rows.add(row(wanted.get(layer), split, merged(layer, parts)));
    }
    List<DistanceRow> all = new ArrayList<>(rows);
    for (DistanceRow before : Reports.of(run.folder()).distances()) {
      if (!before.split().equals(split.label())) {
        all.add(before);
      }
    }
    run.folder().folder().child(DistanceRow.TABLE.file()).write(DistanceRow.TABLE.csv(all));
    return rows;
  }

  private static ClassDistances group(
      Tuple2<LayerFeatures.Key, Iterable<LayerFeatures>> group, int classes) {
    return LayerFeatures.distances(group._1().label(), group._2(), classes);
  }

  private static ClassDistances merged(
      int layer, List<Tuple2<LayerFeatures.Key, ClassDistances>> parts) {
    ClassDistances total = null;
    for (Tuple2<LayerFeatures.Key, ClassDistances> part : parts) {
      if (part._1().layer() == layer) {
        if (total == null) {
          total = part._2();
        } else {
          total.merge(part._2());
        }
      }
    }
    return total;
  }

  private static DistanceRow row(String layer, Split split, ClassDistances distances) {
    return new DistanceRow(
        layer,
        split.label(),
        distances.classes(),
        distances.examples(),
        distances.inter(),
        distances.intra(),
        distances.ratio());
  }
}
