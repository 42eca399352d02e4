package io.github.altprop.evaluation.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunTest {
  @Test
  void a_folder_without_files_is_an_empty_run_named_after_it() {
    Run run = run(Map.of());

    assertThat(run.name()).isEqualTo("bp");
    assertThat(run.epochs()).isEmpty();
    assertThat(run.testAccuracy()).isEmpty();
    assertThat(run.plannedEpochs()).isEmpty();
  }

  @Test
  void tables_read_back_as_they_were_written() {
    List<EvaluationRow> evaluation =
        List.of(
            new EvaluationRow("test", 10_000, OptionalDouble.empty(), some(0.1 + 0.2), some(1)));
    List<AngleRow> angles = List.of(new AngleRow("a, \"b\"", 0, 20, some(1e-7), some(0)));
    List<DistanceRow> distances =
        List.of(new DistanceRow("l", "test", 10, 500, some(1.5), some(2), OptionalDouble.empty()));
    List<EmbeddingRow> points =
        List.of(
            new EmbeddingRow("b", 7, 1, 0.1 + 0.2, -1e-9), new EmbeddingRow("a", 7, 1, 1e20, 3));
    Run run =
        run(
            Map.of(
                EvaluationRow.TABLE.file(),
                EvaluationRow.TABLE.csv(evaluation),
                AngleRow.TABLE.file(),
                AngleRow.TABLE.csv(angles),
                DistanceRow.TABLE.file(),
                DistanceRow.TABLE.csv(distances),
                EmbeddingRow.TABLE.file(),
                EmbeddingRow.TABLE.csv(points),
                EmbeddingTable.SETTINGS_FILE,
                "{\"split\":\"test\",\"classes\":[\"cat\",\"dog\"]}"));

    assertThat(run.evaluation()).isEqualTo(evaluation);
    assertThat(run.angles()).isEqualTo(angles);
    assertThat(run.distances()).isEqualTo(distances);
    assertThat(run.embedding().rows()).isEqualTo(points);
    assertThat(run.embedding().byLayer()).containsOnlyKeys("b", "a");
    assertThat(run.embedding().className(1)).isEqualTo("dog");
    assertThat(run.embedding().className(2)).isEqualTo("2");
  }

  @Test
  void tables_have_the_agreed_columns() {
    assertThat(EvaluationRow.TABLE.csv(List.of()))
        .isEqualTo("split,examples,loss,accuracy,top5Accuracy\n");
    assertThat(AngleRow.TABLE.csv(List.of()))
        .isEqualTo("layer,index,batches,meanDegrees,stdDegrees\n");
    assertThat(DistanceRow.TABLE.csv(List.of()))
        .isEqualTo("layer,split,classes,examples,interclass,intraclass,ratio\n");
    assertThat(EmbeddingRow.TABLE.csv(List.of())).isEqualTo("layer,index,label,x,y\n");
  }

  @Test
  void a_repeated_epoch_or_step_replaces_the_earlier_one() {
    Run run =
        run(
            Map.of(
                "metrics.jsonl",
                """
                {"kind":"epoch","epoch":1,"step":10,"testAccuracy":0.1}
                {"kind":"angles","epoch":2,"step":15,"layer":"a","degrees":80}
                {"kind":"epoch","epoch":2,"step":20,"testAccuracy":0.2}
                {"kind":"components","epoch":1,"step":10,"component":"component0","examples":640,\
                "associatedLoss":0.5,"autoencoderLoss":0.1}
                {"kind":"round","round":3,"step":20,"imagesPerSecond":800}
                {"kind":"components","epoch":1,"step":10,"component":"component0","examples":640,\
                "associatedLoss":0.25,"autoencoderLoss":null,"associatedSum":2}
                {"kind":"angles","epoch":2,"step":15,"layer":"a","degrees":null}
                {"kind":"epoch","epoch":2,"step":20,"testAccuracy":0.3}
                """));

    assertThat(run.epochs()).extracting(Epoch::epoch).containsExactly(1, 2);
    assertThat(run.testAccuracy()).hasValue(0.3);
    assertThat(run.metrics().angles())
        .containsExactly(new StepAngle(15, "a", OptionalDouble.empty()));
    assertThat(run.metrics().losses())
        .containsExactly(
            new StepLosses(
                10,
                "component0",
                some(0.25),
                OptionalDouble.empty(),
                some(2),
                OptionalDouble.empty()));
  }

  @Test
  void half_a_last_line_is_a_run_that_was_killed_but_half_a_line_before_is_an_error() {
    String half = "{\"kind\":\"epoch\",\"epo";

    assertThat(run(Map.of("metrics.jsonl", half)).epochs()).isEmpty();
    assertThatThrownBy(() -> run(Map.of("metrics.jsonl", half + "\n")))
        .isInstanceOf(MalformedRunException.class)
        .hasMessageStartingWith("out/bp/metrics.jsonl, line 1: no JSON");
  }

  @Test
  void errors_name_the_file_the_line_and_what_was_expected() {
    assertThatThrownBy(
            () -> run(Map.of("metrics.jsonl", "{\"kind\":\"round\"}\n{\"kind\":\"epoch\"}\n")))
        .hasMessage("out/bp/metrics.jsonl, line 2: epoch: null, expected a whole number");
    assertThatThrownBy(
            () ->
                run(
                    Map.of(
                        "reports/angles.csv",
                        "layer,index,batches,meanDegrees,stdDegrees\na,0,20,1.5,0\nb,1,x,1,0\n")))
        .hasMessage("out/bp/reports/angles.csv, line 3: batches: 'x', expected a whole number");
    assertThatThrownBy(() -> run(Map.of("reports/distances.csv", "layer,split\n")))
        .hasMessageContaining("line 1: no column 'classes'");
    assertThatThrownBy(
            () ->
                run(
                    Map.of(
                        "reports/embedding.csv", "layer,index,label,x,y\na,0,1,2,3\na,1,1,,3\n")))
        .hasMessage("out/bp/reports/embedding.csv, line 3: x: '', expected a finite number");
    assertThatThrownBy(
            () -> run(Map.of("reports/embedding.csv", "layer,index,label,x,y\na,0,-1,2,3")))
        .hasMessageContaining("line 2: label: '-1', expected the number of a class");
    assertThatThrownBy(() -> run(Map.of("provenance.json", "{\n\"seed\": \n")))
        .hasMessageContaining("out/bp/provenance.json, line");
  }

  @Test
  void settings_keep_their_paths_through_nesting_and_lists() {
    Run run =
        run(
            Map.of(
                "experiment.yaml",
                """
                # resolved
                name: "two words" # not part of it
                network:
                  layers:
                  - type: dense
                    out: 100
                  - type: "dense"
                    options:
                      - 1
                      - 2
                epochs: 12
                """));

    assertThat(run.settings().values())
        .containsExactly(
            Map.entry("name", "two words"),
            Map.entry("network.layers[0].type", "dense"),
            Map.entry("network.layers[0].out", "100"),
            Map.entry("network.layers[1].type", "dense"),
            Map.entry("network.layers[1].options[0]", "1"),
            Map.entry("network.layers[1].options[1]", "2"),
            Map.entry("epochs", "12"));
    assertThat(run.plannedEpochs()).hasValue(12);
  }

  private static Run run(Map<String, String> files) {
    return Run.read("out/bp/", path -> Optional.ofNullable(files.get(path)));
  }

  private static OptionalDouble some(double value) {
    return OptionalDouble.of(value);
  }
}
