package io.github.altprop.jobs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.cli.Outcome;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.s3.FaultyProxy.Fault;
import io.github.altprop.jobs.s3.FaultyProxy.Request;
import io.github.altprop.jobs.shard.ImageTrees;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on a store that speaks S3, as a user types them. */
class S3PipelineTest {
  private static final String BUCKET = "s3a://pipeline";
  private static final String EXPERIMENT =
      """
      name: small
      network: {name: gait-cifar-shallow, width: 12, hidden: 2}
      rule: fa
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 16
      epochs: 1
      averaging: {workers: 2, period: 3}
      checkpoint: {everyRounds: 1}
      """;

  @TempDir static Path folder;
  private static CapturedLog log;
  private static S3Server server;
  private static Configuration configuration;

  @BeforeAll
  static void start() throws Exception {
    configuration = SparkSessions.context().hadoopConfiguration();
    log = new CapturedLog();
    server = new S3Server("pipeline");
    server.serve("pipeline", configuration);
    at("small.yaml").write(EXPERIMENT);
    Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
    succeed("shard", "--dataset", "synthetic", "--subset", "200", "--output", BUCKET + "/data");
  }

  @AfterAll
  static void stop() {
    server.close();
    log.close();
  }

  @Test
  void everyCommandWorksOnTheStore() throws Exception {
    assertThat(configuration.get("fs.s3a.secret.key")).isEqualTo(S3Server.SECRET);
    String run = BUCKET + "/run";
    String local = folder.resolve("run").toString();
    List<String> train = List.of("train", "--conf", BUCKET + "/small.yaml");
    succeed(line(train, "--data", BUCKET + "/data", "--output", run));
    succeed(line(train, "--data", BUCKET + "/data", "--output", local));

    for (String part : List.of("parameters", "optimizer", "rule")) {
      String file = "/checkpoints/round-000003/" + part + ".safetensors";
      assertThat(at("run" + file).read()).isEqualTo(Files.readAllBytes(Path.of(local + file)));
    }
    assertThat(at("run").list())
        .containsExactly("checkpoints", "experiment.yaml", "metrics.jsonl", "provenance.json");

    List<String> measured = List.of("--run", run, "--data", BUCKET + "/data");
    succeed(line(List.of("evaluate"), measured.toArray(String[]::new)));
    succeed(line(List.of("angles", "--batches", "2"), measured.toArray(String[]::new)));
    succeed(line(List.of("distances", "--layers", "output"), measured.toArray(String[]::new)));
    succeed(line(List.of("embed", "--layers", "output"), measured.toArray(String[]::new)));
    succeed("report", "--run", run, "--output", BUCKET + "/pages/report.html");
    succeed("inspect", "--data", BUCKET + "/data", "--sheet", BUCKET + "/pages/sheet.png");

    assertThat(at("run/reports").list())
        .containsExactly(
            "angles.csv",
            "confusion-test.csv",
            "distances.csv",
            "embedding.csv",
            "embedding.json",
            "evaluation.csv");
    assertThat(at("pages/report.html").readText()).contains("<html", "small");
    assertThat(at("pages/sheet.png").read()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(server.pendingUploads("pipeline")).isZero();
    assertNoSecretIn(Location.of(BUCKET, configuration));
    assertThat(log.lines()).isNotEmpty();
    assertThat(log.lines())
        .noneMatch(line -> line.contains(S3Server.SECRET) || line.contains(S3Server.KEY));
  }

  @Test
  void aRunThatLostItsLastCheckpointResumesToTheSameParameters() throws Exception {
    String run = BUCKET + "/resumed";
    succeed("train", "--conf", BUCKET + "/small.yaml", "--data", BUCKET + "/data", "--output", run);
    byte[] parameters = at("resumed/checkpoints/round-000003/parameters.safetensors").read();
    List<String> metrics = at("resumed/metrics.jsonl").readText().lines().toList();
    at("resumed/checkpoints/round-000003/_SUCCESS").delete(); // killed before it was written

    String err = succeed("train", "--resume", "--data", BUCKET + "/data", "--output", run);

    assertThat(err)
        .contains("round-000003 is broken", "interrupted", "resuming after round-000002");
    assertThat(at("resumed/checkpoints/round-000003/parameters.safetensors").read())
        .isEqualTo(parameters);
    assertThat(steps(at("resumed/metrics.jsonl").readText().lines().toList()))
        .isEqualTo(steps(metrics));
  }

  @Test
  void theSameImagesGiveTheSameShardsWhereverTheyCome() throws Exception {
    Path tree = folder.resolve("tree");
    ImageTrees.writeTree(tree);
    ImageTrees.writeArchives(tree, folder.resolve("tars"));
    upload(tree, "tree");
    upload(folder.resolve("tars"), "tars");
    List<String> sources =
        List.of(
            tree.toString(), folder.resolve("tars").toString(), BUCKET + "/tree", BUCKET + "/tars");

    List<Manifest> manifests = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      String output = i % 2 == 0 ? BUCKET + "/shards" + i : folder.resolve("s" + i).toString();
      String source = sources.get(i);
      succeed(
          "shard", "--dataset", "imagenet", "--size", "32", "--source", source, "--output", output);
      Location made = Location.of(output, configuration);
      Manifest manifest = ManifestJson.read(made.child(Manifest.FILE_NAME).read(), output);
      manifests.add(manifest);
      for (ShardFile file : manifest.split(Split.TRAIN).files()) {
        assertThat(made.child(file.path()).read()).hasSize((int) file.bytes());
      }
    }

    assertThat(manifests).extracting(Manifest::splits).containsOnly(manifests.get(0).splits());
    assertThat(manifests)
        .extracting(Manifest::statistics)
        .containsOnly(manifests.get(0).statistics());
  }

  /** Its length is known from a listing. */
  @Test
  void anImageFileCostsOneRequest() throws Exception {
    Path tree = folder.resolve("counted");
    ImageTrees.writeTree(tree);
    upload(tree, "counted");
    server.proxy().behave(request -> Fault.NONE); // counts from here on
    String out = folder.resolve("counted-shards").toString();

    succeed(
        line(
            List.of("shard", "--dataset", "imagenet", "--size", "32"),
            "--source",
            BUCKET + "/counted",
            "--output",
            out));

    List<Request> images =
        server.proxy().requests().stream()
            .filter(request -> request.path().matches(".*/counted/.*\\.JPEG"))
            .toList();
    assertThat(images).extracting(Request::method).containsOnly("GET");
    assertThat(images).extracting(Request::path).doesNotHaveDuplicates();
    Manifest made = ManifestJson.read(Files.readAllBytes(Path.of(out, Manifest.FILE_NAME)), out);
    assertThat(images)
        .hasSize((int) (made.split(Split.TRAIN).examples() + made.split(Split.TEST).examples()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shard --dataset imagenet --source URI --output OUT",
        "shard --dataset synthetic --output URI",
        "inspect --data URI",
        "train --conf URI --data x --output OUT",
        "train --conf conf --data x --output URI",
        "train --resume --data x --output URI",
        "evaluate --run URI --data x",
        "report --run URI --output OUT",
        "demo --output URI"
      })
  void anAddressWithCredentialsIsRefusedWithoutRepeatingThem(String command) {
    for (String login : List.of("AKID:swordfish@pipeline", "AKID:sword/swordfish@pipeline")) {
      String line =
          command
              .replace("URI", "s3a://" + login + "/x")
              .replace("conf conf", "conf " + BUCKET + "/small.yaml")
              .replace("OUT", folder.resolve("refused").toString());

      Outcome outcome = Outcome.of(line.split(" ", -1));

      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err())
          .contains("this address holds credentials", "s3a://BUCKET/PATH")
          .doesNotContain("swordfish", "AKID");
      assertThat(log.lines()).noneMatch(logged -> logged.contains("swordfish"));
    }
  }

  private static void upload(Path from, String to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        at(to + "/" + from.relativize(file)).write(Files.readAllBytes(file));
      }
    }
  }

  private static void assertNoSecretIn(Location place) throws Exception {
    for (FileStatus status : place.statuses()) {
      Location below = place.child(status.getPath().getName());
      if (status.isDirectory()) {
        assertNoSecretIn(below);
      } else {
        assertThat(new String(below.read(), StandardCharsets.ISO_8859_1))
            .as(below.toString())
            .doesNotContain(S3Server.SECRET, S3Server.KEY);
      }
    }
  }

  private static List<String> steps(List<String> metrics) throws Exception {
    List<String> steps = new ArrayList<>();
    for (String line : metrics) {
      var record = new ObjectMapper().readTree(line);
      steps.add(record.get("kind").asText() + record.get("step").asLong() + record.get("loss"));
    }
    return steps;
  }

  private static Location at(String path) {
    return Location.of(BUCKET + "/" + path, configuration);
  }

  private static String[] line(List<String> start, String... more) {
    List<String> line = new ArrayList<>(start);
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  /** Runs a command, expects that it works and returns what it said on stderr. */
  private static String succeed(String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out() + outcome.err()).doesNotContain(S3Server.SECRET, S3Server.KEY);
    return outcome.err();
  }
}
