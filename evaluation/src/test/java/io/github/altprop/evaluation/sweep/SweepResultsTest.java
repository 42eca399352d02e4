package io.github.altprop.evaluation.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.evaluation.chart.Series.Point;
import io.github.altprop.evaluation.run.EmbeddingRow;
import io.github.altprop.evaluation.run.EmbeddingTable;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.evaluation.sweep.FigureSpec.Kind;
import io.github.altprop.evaluation.sweep.PointResult.State;
import io.github.altprop.evaluation.sweep.Reading.OfLayer;
import io.github.altprop.evaluation.sweep.TableResult.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SweepResultsTest {
  private static final String ACCURACY = "test.accuracy";

  @Test
  void a_table_holds_means_over_seeds_beside_published_values() {
    Published paper =
        new Published(
            "Someone 2020, table 1",
            Map.of("FA", Map.of(ACCURACY, new Published.Value(0.5, OptionalDouble.empty()))));
    TableSpec spec =
        new TableSpec(
            "Table 1",
            List.of("experiment"),
            "",
            Map.of("width", "8"),
            List.of(ACCURACY),
            Optional.of(paper));

    TableResult table =
        TableResult.of(
            spec,
            List.of(
                point("FA", 8, 1, 0.4),
                point("FA", 8, 2, 0.6),
                point("FA", 8, 3, 0.8),
                point("FA", 9, 1, 0.1),
                lost("FA", 8, 4, State.DIVERGED),
                lost("BP", 8, 1, State.FAILED)));

    assertThat(table.rows()).containsExactly("FA", "BP");
    Cell fa = table.cells().get(0);
    assertThat(fa.ours().n()).isEqualTo(3);
    assertThat(fa.ours().mean()).hasValueCloseTo(0.6, within(1e-12));
    assertThat(fa.ours().standardError()).hasValueCloseTo(0.2 / Math.sqrt(3), within(1e-12));
    assertThat(fa.difference()).hasValueCloseTo(0.1, within(1e-12));
    assertThat(fa.differenceInErrors()).hasValueCloseTo(Math.sqrt(3) / 2, within(1e-9));
    assertThat(fa.diverged()).isEqualTo(1);
    Cell bp = table.cells().get(1);
    assertThat(bp.ours().mean()).isEmpty();
    assertThat(bp.failed()).isEqualTo(1);
    assertThat(table.csv().lines())
        .hasSize(3)
        .element(2)
        .isEqualTo("BP,,test.accuracy,0,,,,,,,0,1");
  }

  @Test
  void a_curve_is_the_mean_of_the_seeds_that_have_a_value_there() {
    FigureResult figure =
        FigureResult.of(
            figure(Kind.CURVE, ""),
            List.of(
                point("FA", 8, 1, curve(new Point(1, 0.2), new Point(2, 0.4))),
                point("FA", 8, 2, curve(new Point(1, 0.4))),
                lost("FA", 8, 3, State.DIVERGED)));

    assertThat(figure.groups()).containsExactly("FA");
    assertThat(figure.diverged()).containsExactly("FA-8-3");
    List<FigureResult.Place> places = figure.lines().get(0).places();
    assertThat(places.get(0).mean()).isCloseTo(0.3, within(1e-12));
    assertThat(places.get(0).spread()).hasValueCloseTo(0.1, within(1e-12));
    assertThat(places.get(1).n()).isEqualTo(1);
    assertThat(places.get(1).spread()).isEmpty();
    assertThat(figure.csv()).startsWith("line,quantity,epoch,n,mean,standardError\nFA,");
  }

  @Test
  void a_quantity_stands_against_a_swept_key_in_the_order_of_its_values() {
    FigureResult figure =
        FigureResult.of(
            figure(Kind.AGAINST, "width"),
            List.of(point("FA", 60, 1, 0.4), point("FA", 15, 1, 0.2), point("FA", 15, 2, 0.4)));

    assertThat(figure.lines().get(0).places())
        .extracting(FigureResult.Place::x)
        .containsExactly(15.0, 60.0);
    assertThat(figure.lines().get(0).places().get(0).mean()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void bars_pool_the_measurements_of_all_seeds() {
    FigureResult figure =
        FigureResult.of(
            figure(Kind.BARS, ""),
            List.of(
                point("FA", 8, 1, layers(new OfLayer("hidden", 2, 10, 1))),
                point("FA", 8, 2, layers(new OfLayer("hidden", 2, 14, 1)))));

    FigureResult.Place bar = figure.lines().get(0).places().get(0);
    assertThat(bar.layer()).isEqualTo("hidden");
    assertThat(bar.n()).isEqualTo(4);
    assertThat(bar.mean()).isCloseTo(12, within(1e-12));
    // Of 9, 11, 13, 15.
    assertThat(bar.spread()).hasValueCloseTo(Math.sqrt(5), within(1e-12));
  }

  @Test
  void pictures_are_those_of_the_first_seed_that_has_them() {
    EmbeddingTable table =
        new EmbeddingTable(
            EmbeddingTable.none().settings(),
            List.of(
                new EmbeddingRow("input", 3, 1, 0.5, -2),
                new EmbeddingRow("hidden", 3, 1, 1, 1),
                new EmbeddingRow("output", 3, 1, 7, 8)));
    FigureSpec spec =
        new FigureSpec(
            "pictures",
            Kind.EMBEDDING,
            List.of("experiment"),
            Map.of(),
            List.of(),
            "",
            List.of(),
            List.of("output", "input"));

    FigureResult figure =
        FigureResult.of(
            spec,
            List.of(
                lost("FA", 8, 1, State.DIVERGED),
                point("FA", 8, 2, 0.5),
                pictured("FA", 8, 3, table),
                pictured("FA", 8, 4, EmbeddingTable.none())));

    assertThat(figure.lines()).isEmpty();
    assertThat(figure.planes()).hasSize(1);
    assertThat(figure.csv())
        .isEqualTo(
            """
            line,point,layer,index,label,x,y
            FA,FA-8-3,output,3,1,7.0,8.0
            FA,FA-8-3,input,3,1,0.5,-2.0
            """);
  }

  private static PointResult pictured(
      String experiment, int width, int seed, EmbeddingTable table) {
    PointResult point = result(experiment, width, seed, State.FINISHED, Map.of());
    return new PointResult(
        point.name(), point.keys(), point.state(), point.why(), point.readings(), table);
  }

  @Test
  void parameters_are_those_of_inference_and_of_training() {
    String al =
        "{\"sessions\":[{\"parameters\":{\"parameters\":9,\"effective\":7,\"affiliated\":2}}]}";
    String bp = "{\"sessions\":[{\"parameters\":{\"parameters\":5}}]}";

    assertThat(parameters("all", al)).hasValue(9);
    assertThat(parameters("effective", al)).hasValue(7);
    assertThat(parameters("affiliated", al)).hasValue(2);
    assertThat(parameters("all", bp)).hasValue(5);
    assertThat(parameters("effective", bp)).hasValue(5);
    assertThat(parameters("affiliated", bp)).hasValue(0);
    assertThat(parameters("all", "{}")).isEmpty();
  }

  private static OptionalDouble parameters(String part, String provenance) {
    Run run =
        Run.read(
            "run", file -> Optional.of(provenance).filter(t -> file.equals("provenance.json")));
    return Quantity.of("parameters." + part).orElseThrow().read().apply(run).last();
  }

  @Test
  void a_name_may_choose_a_layer() {
    assertThat(Quantity.of("distances.ratio[input]").orElseThrow().label())
        .isEqualTo("ratio of distances, input");
    assertThat(Quantity.of("distances.rati")).isEmpty();
    assertThat(Quantity.names()).doesNotHaveDuplicates();
  }

  @Test
  void distances_are_shown_of_the_output_of_named_layers_or_in_bars_of_all() {
    TableSpec table =
        new TableSpec(
            "Table",
            List.of("experiment"),
            "",
            Map.of(),
            List.of(ACCURACY, "distances.ratio", "distances.ratio[input]"),
            Optional.empty());
    FigureSpec bars =
        new FigureSpec(
            "Bars",
            Kind.BARS,
            List.of("experiment"),
            Map.of(),
            List.of("distances.ratio"),
            "",
            List.of(),
            List.of());

    assertThat(new Presentation(List.of(table), List.of()).distanceLayers())
        .containsExactly("output", "input");
    assertThat(new Presentation(List.of(table), List.of(bars)).distanceLayers()).isEmpty();
    assertThat(new Presentation(List.of(), List.of()).distanceLayers()).isEmpty();
  }

  private static FigureSpec figure(Kind kind, String x) {
    return new FigureSpec(
        "figure",
        kind,
        List.of("experiment"),
        Map.of(),
        List.of(ACCURACY),
        x,
        List.of(),
        List.of());
  }

  private static Reading curve(Point... points) {
    return new Reading(OptionalDouble.empty(), List.of(points), List.of());
  }

  private static Reading layers(OfLayer... layers) {
    return new Reading(OptionalDouble.empty(), List.of(), List.of(layers));
  }

  private static PointResult point(String experiment, int width, int seed, double accuracy) {
    return point(
        experiment, width, seed, new Reading(OptionalDouble.of(accuracy), List.of(), List.of()));
  }

  private static PointResult point(String experiment, int width, int seed, Reading reading) {
    return result(experiment, width, seed, State.FINISHED, Map.of(ACCURACY, reading));
  }

  private static PointResult lost(String experiment, int width, int seed, State state) {
    return result(experiment, width, seed, state, Map.of());
  }

  private static PointResult result(
      String experiment, int width, int seed, State state, Map<String, Reading> readings) {
    return new PointResult(
        experiment + "-" + width + "-" + seed,
        Map.of("experiment", experiment, "width", "" + width, "seed", "" + seed),
        state,
        "",
        readings,
        EmbeddingTable.none());
  }
}
