package io.github.altprop.jobs.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.altprop.evaluation.embedding.Embedding;
import io.github.altprop.evaluation.embedding.StratifiedSample;
import io.github.altprop.evaluation.run.EmbeddingRow;
import io.github.altprop.evaluation.run.EmbeddingTable;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest.ClassEntry;
import io.github.altprop.training.initialization.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Pictures of what layers pass on: {@code reports/embedding.csv}, and what they were made with in
 * {@code reports/embedding.json}. A first Spark batch reads the labels, from which the examples are
 * chosen; a second computes their features and lays out each layer as one task, side by side.
 */
public final class EmbedJob {
  /** What is made where nothing else is asked for. */
  public static final int EXAMPLES = 2000;

  public static final int PERPLEXITY = 30;
  public static final int SEED = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private EmbedJob() {}

  /**
   * What pictures are made of.
   *
   * @param split the examples' split
   * @param layers names of layers; empty for the input, three layers at equal distances and the
   *     output
   * @param examples how many, in equal parts of each class; all if there are fewer
   * @param embedding how they are laid out
   */
  public record Request(Split split, List<String> layers, int examples, Embedding embedding) {
    public Request {
      layers = List.copyOf(layers);
    }
  }

  /** Why a run's data do not do for a request; empty if they do. */
  public static Optional<String> obstacle(TrainedRun run, Request request) {
    long there = run.data().manifest().split(request.split()).examples();
    int least = request.embedding().leastExamples();
    return Math.min(there, request.examples()) >= least
        ? Optional.empty()
        : Optional.of(
            "%s: %,d examples of the %s split are too few: perplexity %s needs at least %,d"
                .formatted(
                    run.folder(),
                    Math.min(there, request.examples()),
                    request.split().label(),
                    request.embedding().perplexity(),
                    least));
  }

  /** The layers that a request makes pictures of. */
  public static List<String> layers(TrainedRun run, Request request) {
    return request.layers().isEmpty()
        ? FeatureLayers.few(run.driver().trainer().learner().network())
        : request.layers();
  }

  /**
   * Makes the pictures; earlier ones of the run are replaced.
   *
   * @param progress hears of every layer that is done
   * @return one row a layer and example
   * @throws UserError if there is no such layer, or there is an {@link #obstacle}
   */
  public static List<EmbeddingRow> run(TrainedRun run, Request request, Progress progress) {
    List<String> wanted = layers(run, request);
    FeatureLayers.require(run, wanted);
    obstacle(run, request)
        .ifPresent(
            why -> {
              throw new UserError(why);
            });
    List<Stretch> stretches =
        Stretch.of(
            request.split(),
            run.data().manifest().split(request.split()).examples(),
            run.experiment().batchSize());
    int[] chosen =
        StratifiedSample.of(
            labels(run, request.split(), stretches),
            request.examples(),
            Seeds.derive(request.embedding().seed(), "examples"));
    List<EmbeddingRow> rows =
        planes(run, request, wanted, choices(stretches, chosen, run), progress);
    write(run, request, chosen.length, rows);
    return rows;
  }

  /** Labels of a whole split, in the order in which it is stored. */
  private static int[] labels(TrainedRun run, Split split, List<Stretch> stretches) {
    List<int[]> parts =
        run.crew()
            .run(
                run.experiment().name() + ": labels of " + split.label(),
                run.state(),
                stretches,
                (worker, state, stretch) -> labels(worker, stretch));
    return parts.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private static int[] labels(Worker worker, Stretch stretch) {
    IntStream.Builder labels = IntStream.builder();
    worker
        .inputs()
        .stored(
            stretch.split(),
            stretch.from(),
            stretch.to(),
            batch -> Arrays.stream(batch.labels()).forEach(labels));
    return labels.build().toArray();
  }

  /** The chosen places by the stretch that they lie in; without stretches that hold none. */
  private static List<SampledRows.Choice> choices(
      List<Stretch> stretches, int[] chosen, TrainedRun run) {
    long batchSize = run.experiment().batchSize();
    List<SampledRows.Choice> choices = new ArrayList<>();
    for (Stretch stretch : stretches) {
      int[] own =
          Arrays.stream(chosen)
              .filter(p -> p >= stretch.from() * batchSize && p < stretch.to() * batchSize)
              .toArray();
      if (own.length > 0) {
        choices.add(new SampledRows.Choice(stretch, own));
      }
    }
    return choices;
  }

  private static List<EmbeddingRow> planes(
      TrainedRun run,
      Request request,
      List<String> layers,
      List<SampledRows.Choice> choices,
      Progress progress) {
    Embedding embedding = request.embedding();
    String description = run.experiment().name() + ": embedding of " + request.split().label();
    JavaRDD<Tuple2<Integer, Iterable<SampledRows>>> byLayer =
        run.crew()
            .later(
                description,
                run.state(),
                choices,
                (worker, state, choice) -> SampledRows.of(worker, state, choice, layers))
            .flatMapToPair(List::iterator)
            .groupByKey(new HashPartitioner(layers.size())) // a layer a partition
            // Read to the end, so that Spark frees what it holds of the shuffle.
            .mapPartitions(
                groups -> {
                  List<Tuple2<Integer, Iterable<SampledRows>>> all = new ArrayList<>();
                  groups.forEachRemaining(all::add);
                  return all.iterator();
                });
    JavaRDD<List<EmbeddingRow>> planes =
        run.crew()
            .onward(
                description,
                byLayer,
                (worker, group) -> plane(worker, layers.get(group._1()), group._2(), embedding));
    List<List<EmbeddingRow>> results = new ArrayList<>();
    layers.forEach(layer -> results.add(List.of()));
    progress.at(0, layers.size(), "layers laid out");
    run.crew()
        .each(
            planes,
            (layer, rows) -> {
              results.set(layer, rows);
              long done = results.stream().filter(plane -> !plane.isEmpty()).count();
              progress.at(done, layers.size(), "layers laid out");
            });
    return results.stream().flatMap(List::stream).toList();
  }

  private static List<EmbeddingRow> plane(
      Worker worker, String layer, Iterable<SampledRows> parts, Embedding embedding) {
    SampledRows all = SampledRows.joined(layer, parts);
    double[][] plane = embedding.of(worker.engine(), all.rows(), all.width());
    List<EmbeddingRow> rows = new ArrayList<>();
    for (int i = 0; i < plane.length; i++) {
      rows.add(new EmbeddingRow(layer, all.places()[i], all.labels()[i], plane[i][0], plane[i][1]));
    }
    return rows;
  }

  /** The table comes last: settings without it are of no pictures. */
  private static void write(
      TrainedRun run, Request request, int examples, List<EmbeddingRow> rows) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("split", request.split().label());
    settings.put("examples", examples);
    settings.put("perplexity", request.embedding().perplexity());
    settings.put("seed", request.embedding().seed());
    settings.put("components", Embedding.COMPONENTS);
    settings.put("iterations", Embedding.ITERATIONS);
    settings.put(
        "classes", run.data().manifest().classes().stream().map(ClassEntry::name).toList());
    Location folder = run.folder().folder();
    folder.child(EmbeddingRow.TABLE.file()).delete();
    try {
      folder.child(EmbeddingTable.SETTINGS_FILE).write(JSON.writeValueAsString(settings) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings are no JSON", e);
    }
    folder.child(EmbeddingRow.TABLE.file()).write(EmbeddingRow.TABLE.csv(rows));
  }
}
