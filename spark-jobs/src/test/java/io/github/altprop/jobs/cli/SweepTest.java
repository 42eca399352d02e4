package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweeps: every point as if it were trained alone, whatever becomes of the others. */
class SweepTest {
  private static final String SWEEP =
      """
      name: small
      experiments:
        FA: small.yaml
        wild: {file: small.yaml, set: {optimizer: {name: sgd, learningRate: 1e30}}}
      grid: {network.width: [12, 8]}
      seeds: [1, 2]
      measure: [evaluate, distances]
      set: {epochs: 1, averaging.period: 2, metrics.anglesEvery: 0}
      tables:
        - title: "Table 1: accuracies"
          rows: [experiment, network.width]
          values: [test.accuracy, "distances.ratio[input]"]
          published: paper.yaml
        - {title: By width, columns: network.width, values: [test.accuracy]}
      figures:
        - {title: Width, kind: against, x: network.width, values: [test.loss], log: [x]}
        - {title: Curves, kind: curve, where: {network.width: 8}, values: [test.accuracy]}
      quick: {seeds: [3]}
      """;

  private static final String PAPER =
      """
      source: "Someone 2020, table 1"
      values:
        FA, 12: {test.accuracy: [25.5, 0.5]}
      """;

  @TempDir static Path folder;
  private static Fixture fixture;

  @BeforeAll
  static void shard() throws IOException {
    fixture = Fixture.in(folder);
    Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
    Files.writeString(folder.resolve("paper.yaml"), PAPER);
    Outcome outcome = sweep("whole");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("points    8", "finished  4", "diverged  4", "failed    0");
  }

  @Test
  void trainsEveryPointAsTrainDoes() throws IOException {
    Outcome outcome =
        fixture.train(
            "alone",
            "--workers",
            "1",
            "--set",
            "seed=2",
            "--set",
            "network.width=8",
            "--set",
            "epochs=1",
            "--set",
            "averaging.period=2",
            "--set",
            "metrics.anglesEvery=0");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();

    assertThat(parameters(Path.of(fixture.run("alone"))))
        .isNotEmpty()
        .isEqualTo(parameters(point("whole", "fa-width8-seed2")));
  }

  @Test
  void tabulatesPointsAndMeansOverSeeds() throws IOException {
    List<String> points = Files.readAllLines(out("whole").resolve("points.csv"));
    assertThat(points).hasSize(9);
    assertThat(points.get(0))
        .startsWith("point,experiment,data,seed,network.width,state,why,epochs");
    assertThat(points.get(1)).startsWith("fa-width12-seed1,FA,data,1,12,finished,,1,");
    assertThat(points.get(5)).startsWith("wild-width12-seed1,wild,data,1,12,diverged,");
    assertThat(points.get(5)).endsWith(",,,,,");
    List<String> summary = Files.readAllLines(out("whole").resolve("summary.csv"));
    assertThat(summary).anyMatch(line -> line.startsWith("FA,data,12,testAccuracy,2,0."));
    assertThat(summary).contains("wild,data,12,testAccuracy,0,,,2,0");
    assertThat(point("whole", "fa-width8-seed1").resolve("reports/evaluation.csv")).exists();
    // The table shows the input's; the others would be computed for nobody.
    assertThat(
            Files.readAllLines(point("whole", "fa-width8-seed1").resolve("reports/distances.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("input,test,");
  }

  @Test
  void showsTablesBesideThePapersAndFigures() throws IOException {
    List<String> table = Files.readAllLines(out("whole").resolve("tables/table-1-accuracies.csv"));
    assertThat(table.get(0)).startsWith("row,column,quantity,n,mean,standardError,published,");
    assertThat(table.get(1)).startsWith("\"FA, 12\",,test.accuracy,2,0.").contains(",0.255,0.005,");
    assertThat(table.get(2)).startsWith("\"FA, 12\",,distances.ratio[input],2,");
    assertThat(table).contains("\"wild, 12\",,test.accuracy,0,,,,,,,2,0");
    assertThat(Files.readAllLines(out("whole").resolve("figures/width.csv")))
        .hasSize(3)
        .first()
        .isEqualTo("line,quantity,network.width,n,mean,standardError");
    assertThat(Files.readAllLines(out("whole").resolve("figures/curves.csv")))
        .anyMatch(line -> line.startsWith("FA,test.accuracy,1.0,2,0."));
    assertThat(Files.readString(out("whole").resolve("report.html")))
        .contains(
            "Someone 2020, table 1",
            "2 diverged",
            "width = 12, test accuracy",
            "<h3>Width</h3>",
            "wild-width8-seed1");
  }

  @Test
  void writesTablesForATextAndSmallCurvesBesideThem() throws IOException {
    String text = Files.readString(out("whole").resolve("summary.md"));

    assertThat(text.lines())
        .startsWith("# small")
        .contains(
            "8 points: 4 finished, 4 diverged.",
            "## Table 1: accuracies",
            "Published: Someone 2020, table 1.",
            "Numbers: test accuracy / ratio of distances, input.",
            "| experiment, network.width | published | ours ± standard error | difference | seeds"
                + " | epochs | ran on | state |",
            "|---|---|---|---|---|---|---|---|");
    assertThat(text.lines())
        .anyMatch(
            line ->
                line.matches(
                    "\\| FA, 12 \\| 25.5 % ± 0.5 % / – \\| [0-9.]+ % ± [0-9.]+ % / [0-9.]+( ± [0-9.]+)?"
                        + " \\| [+-]?[0-9.]+ %( \\([+-][0-9.]+ s.e.\\))? / – \\| 2 \\| 1 of 1"
                        + " \\| .*thread.*, commit .* \\| finished \\|"))
        .anyMatch(line -> line.matches("\\| wild, 12 \\| – / – .*\\| 0 \\| .*\\| 2 diverged \\|"))
        .anyMatch(line -> line.startsWith("Figures: [Width](figures/width.csv), "))
        .anyMatch(line -> line.contains("[fa-width8-seed1](curves/fa-width8-seed1.csv)"));
    assertThat(Files.readAllLines(out("whole").resolve("curves/fa-width8-seed1.csv")))
        .hasSize(3)
        .first()
        .isEqualTo("epoch,step,trainLoss,trainAccuracy,testLoss,testAccuracy");
  }

  @Test
  void anotherPresentationIsNoOtherSweep() throws IOException {
    Files.writeString(
        folder.resolve("shown.yaml"),
        SWEEP
            .replace("Table 1: accuracies", "Renamed")
            .replace("distances.ratio[input]", "distances.ratio[output]"));
    copy(out("whole"), out("renamed"));

    Outcome outcome = run("shown.yaml", "renamed", "--resume");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(Files.readAllLines(out("renamed").resolve("tables/renamed.csv")))
        .anyMatch(line -> line.matches("\"FA, 12\",,distances.ratio\\[output],2,0\\..*"));
    assertThat(Files.readString(out("renamed").resolve("sweep.yaml"))).contains("Renamed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows: [experiment, network.width] | rows: experiment | would average over network.width",
        "rows: [experiment, network.width] | rows: [experimen] | did you mean experiment",
        "values: [test.loss] | values: [test.los] | did you mean test.loss",
        "kind: against | kind: agains | did you mean against",
        "kind: curve, where: {network.width: 8}, values | kind: embedding, where: {network.width: 8}, values | figures.2.values is not for figures of kind embedding",
        "log: [x] | layers: [input] | figures.1.layers is for figures of kind embedding",
        "network.width: 8 | network.width: 9 | network.width is never 9",
        "published: paper.yaml | published: none.yaml | none.yaml",
        "title: Width | title: Curves | is another's too",
      })
  void whatCannotBeShownIsSaidBeforeAnythingIsTrained(String right, String wrong, String said)
      throws IOException {
    Files.writeString(folder.resolve("wrong.yaml"), SWEEP.replace(right, wrong));

    Outcome outcome = run("wrong.yaml", "wrong");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(said).doesNotContain("\tat ");
    assertThat(out("wrong")).doesNotExist();
  }

  @Test
  void goesOnWhereItWasStopped() throws IOException {
    Path other = out("stopped");
    copy(out("whole"), other);
    delete(other.resolve("runs/fa-width12-seed2"));
    delete(other.resolve("runs/wild-width8-seed1"));
    Path half = other.resolve("runs/fa-width8-seed1");
    delete(half.resolve("checkpoints"));
    delete(half.resolve("reports"));
    Files.writeString(
        half.resolve("provenance.json"),
        Files.readString(half.resolve("provenance.json")).replace("\"finished\"", "null"));

    assertThat(sweep("stopped").exitCode()).isEqualTo(2);
    Outcome outcome = sweep("stopped", "--resume");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    for (String table : List.of("points.csv", "summary.csv", "summary.md")) {
      assertThat(other.resolve(table)).hasSameTextualContentAs(out("whole").resolve(table));
    }
    assertThat(pageWithoutTimes("stopped")).isEqualTo(pageWithoutTimes("whole"));
    // The copy brought the times of all points, and two of them ran again.
    assertThat(Files.readAllLines(other.resolve("timeline.csv"))).hasSize(1 + 8 + 3);
    for (String point : List.of("fa-width12-seed2", "fa-width8-seed1")) {
      assertThat(parameters(point("stopped", point))).isEqualTo(parameters(point("whole", point)));
      assertThat(point("stopped", point).resolve("reports/distances.csv"))
          .hasSameTextualContentAs(point("whole", point).resolve("reports/distances.csv"));
    }
  }

  @Test
  void recordsAPointThatFailsAndStopsNoOther() throws IOException {
    Files.writeString(
        folder.resolve("failing.yaml"),
        """
        name: failing
        experiments:
          targets: {file: small.yaml, set: {rule: {name: gp, propagation: targets}}}
          FA: small.yaml
        set: {epochs: 1}
        """);

    Outcome outcome = run("failing.yaml", "failing");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).contains("finished  1", "failed    1");
    assertThat(outcome.err()).doesNotContain("\tat ");
    assertThat(Files.readString(out("failing").resolve("points.csv")))
        .contains("targets-seed1,targets,data,1,failed,", "float64");
  }

  @Test
  void picturesOfLayersAreMadeOfEveryPointAndShownOfTheFirstSeed() throws IOException {
    Files.writeString(
        folder.resolve("pictures.yaml"),
        """
        name: pictures
        experiments: {FA: small.yaml}
        seeds: [1, 2]
        measure: [embed]
        set: {epochs: 1, metrics.anglesEvery: 0}
        figures: [{title: Layers, kind: embedding, layers: [output, input]}]
        """);

    Outcome outcome = run("pictures.yaml", "pictures");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    List<String> rows = Files.readAllLines(out("pictures").resolve("figures/layers.csv"));
    assertThat(rows.get(0)).isEqualTo("line,point,layer,index,label,x,y");
    assertThat(rows).hasSize(1 + 2 * 2000);
    assertThat(rows.get(1)).startsWith("FA,fa-seed1,output,0,");
    assertThat(point("pictures", "fa-seed2").resolve("reports/embedding.csv")).exists();
    assertThat(Files.readString(out("pictures").resolve("report.html")))
        .contains("<h3>Layers</h3>", "fa-seed1 output", "test set, 2000 examples");
  }

  @Test
  void listsPointsWithoutTrainingThem() {
    Outcome outcome =
        Outcome.of("sweep", "--conf", conf("sweep.yaml"), "--data", fixture.data(), "--dry-run");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("fa-width12-seed1", "wild-width8-seed2", "parameters");
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.matches("fa-width8-seed2 .* [0-9]+ s"))
        .last()
        .asString()
        .matches("about [0-9]+ s in all on this machine's processor, [0-9]+ points? at a time, .*");
    Outcome quick =
        Outcome.of(
            "sweep",
            "--conf",
            conf("sweep.yaml"),
            "--data",
            fixture.data(),
            "--dry-run",
            "--quick",
            "--only",
            "fa-width12-seed3");
    assertThat(quick.out().lines()).hasSize(3);
  }

  @Test
  void overridesFromTheCommandLineCountMostAndBelongToTheSweep() throws IOException {
    String[] options = {
      "--quick",
      "--only",
      "wild-width8*",
      "--set",
      "epochs=2",
      "--set",
      "optimizer.learningRate=1e-3"
    };

    Outcome outcome = run("sweep.yaml", "set", options);

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("points    1", "finished  1");
    assertThat(Files.readAllLines(out("set").resolve("points.csv")))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("wild-width8-seed3,wild,data,3,8,finished,,2,"))
        .anyMatch(line -> line.startsWith("fa-width8-seed3,FA,data,3,8,waiting,,,"));
    assertThat(Files.readString(out("set").resolve("experiments/wild-width8-seed3.yaml")))
        .contains("learningRate: 0.001");
    assertThat(run("sweep.yaml", "set", "--quick", "--resume").err())
        .contains("sweep.yaml is not the sweep that is asked for");
    assertThat(run("sweep.yaml", "set", with(options, "--resume")).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set | epochs | --set epochs: must look like key.path=value",
        "--set | seed=2 | --set seed=2: every point has a seed of its own",
        "--set | averaging.workers=2 | every point has one worker",
        "--set | network.width=2 | the sweep's grid varies network.width",
        "--set | epochz=2 | did you mean epochs?",
        "--only | fa-width9* | no point is called fa-width9*; there are fa-width12-seed1, fa-w",
        "--only | fa-[ | --only fa-[: ",
      })
  void choicesThatFitNothingAreRefused(String option, String value, String complaint) {
    Outcome outcome = run("sweep.yaml", "wrong", option, value);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains(complaint).doesNotContain("\tat ");
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(out("wrong")).doesNotExist();
  }

  @Test
  void severalPatternsChooseWhatFitsAnyOfThem() {
    Outcome outcome =
        run(
            "sweep.yaml",
            "none",
            "--dry-run",
            "--only",
            "fa-*-seed1",
            "--only",
            "wild-width?-seed2");

    assertThat(outcome.out().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactly(
            "point", "fa-width12-seed1", "fa-width8-seed1", "wild-width8-seed2", "about");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sedes: [1] | sedes is not known; did you mean seeds?",
        "seeds: [one] | seeds: one but must be a whole number",
        "grid: {network.width: 12} | grid.network.width is 12 but must be a list",
        "grid: {network.widht: [12]} | network.widht is not known (its value is 12)",
        "measure: [angels] | measure: angels is none; did you mean angles?",
        "data: [a, b] | must look like NAME=URI",
        "seeds: [1, 1] | seeds: 1 is given twice",
      })
  void saysAllThatIsWrong(String line, String complaint) throws IOException {
    Files.writeString(
        folder.resolve("wrong.yaml"), "name: wrong\nexperiments: {FA: small.yaml}\n" + line + "\n");

    Outcome outcome = run("wrong.yaml", "wrong");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(complaint);
    assertThat(out("wrong")).doesNotExist();
  }

  private static Outcome sweep(String output, String... options) {
    return run("sweep.yaml", output, options);
  }

  private static Outcome run(String file, String output, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "sweep",
                "--conf",
                conf(file),
                "--data",
                fixture.data(),
                "--output",
                out(output).toString()));
    all.addAll(List.of(options));
    return Outcome.of(all.toArray(String[]::new));
  }

  private static String pageWithoutTimes(String sweep) throws IOException {
    String page = Files.readString(out(sweep).resolve("report.html"));
    assertThat(page).contains("<section id=\"timeline\">");
    return page.replaceAll("(?s)<section id=\"timeline\">.*?</section>", "");
  }

  private static String[] with(String[] options, String more) {
    return Stream.concat(Arrays.stream(options), Stream.of(more)).toArray(String[]::new);
  }

  private static String conf(String file) {
    return folder.resolve(file).toString();
  }

  private static Path out(String name) {
    return folder.resolve("sweeps").resolve(name);
  }

  private static Path point(String sweep, String name) {
    return out(sweep).resolve("runs").resolve(name);
  }

  /** The files of numbers of a run's checkpoints, by name. */
  private static Map<String, String> parameters(Path run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run.resolve("checkpoints"))) {
      for (Path file : all.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        files.put(
            run.relativize(file).toString(),
            Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.size(file));
      }
    }
    return files;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
