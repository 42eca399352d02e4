package io.github.altprop.jobs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.cli.Outcome;
import io.github.altprop.jobs.files.FolderLock;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.files.NewFile;
import io.github.altprop.jobs.s3.FaultyProxy.Fault;
import io.github.altprop.jobs.s3.FaultyProxy.Request;
import io.github.altprop.preprocessing.dataset.Digests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store and the way to it may do wrong ends in a right result or in one message. */
class S3FaultsTest {
  private static final String EXPERIMENT =
      """
      name: small
      network: {name: gait-cifar-shallow, width: 8, hidden: 1}
      rule: fa
      optimizer: {name: sgd, learningRate: 1e-3}
      batchSize: 32
      epochs: 1
      averaging: {workers: 2, period: 1}
      """;
  private static final int PART = 6 << 20;

  @TempDir static Path folder;
  private static S3Server server;
  private static Configuration configuration;

  @BeforeAll
  static void start() throws IOException {
    configuration = SparkSessions.context().hadoopConfiguration();
    server = new S3Server("faults", "wrong");
    for (String bucket : List.of("faults", "wrong", "absent")) {
      server.serve(bucket, configuration);
    }
    configuration.set("fs.s3a.bucket.faults.multipart.size", "5M");
    Files.writeString(folder.resolve("small.yaml"), EXPERIMENT);
    assertFine(shard(folder.resolve("data").toString()));
  }

  @BeforeEach
  void behave() {
    server.proxy().behave(request -> Fault.NONE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aBusyStoreAndCutConnectionsChangeNothing() throws IOException {
    String local = folder.resolve("run").toString();
    assertFine(train(folder.resolve("data").toString(), local));
    List<Fault> met = new ArrayList<>();
    server.proxy().behave(request -> noted(met, bad(request)));

    assertFine(shard("s3a://faults/data"));
    assertFine(train("s3a://faults/data", "s3a://faults/run"));

    server.proxy().behave(request -> Fault.NONE);
    assertThat(met).contains(Fault.UNAVAILABLE, Fault.CUT_ANSWER, Fault.CUT_REQUEST);
    assertThat(digests(at("s3a://faults/data")))
        .isEqualTo(digests(at(folder.resolve("data").toString())));
    assertThat(digests(at("s3a://faults/run/checkpoints/round-000002")))
        .containsAllEntriesOf(weights(digests(at(local + "/checkpoints/round-000002"))));
  }

  private static Fault bad(Request request) {
    if (request.number() % 5 == 0) {
      return Fault.UNAVAILABLE;
    }
    if (request.number() % 7 == 0) {
      return request.method().equals("GET") ? Fault.CUT_ANSWER : Fault.CUT_REQUEST;
    }
    return Fault.NONE;
  }

  private static synchronized Fault noted(List<Fault> met, Fault fault) {
    met.add(fault);
    return fault;
  }

  @Test
  void anAbsentBucketIsNamed() {
    assertRefused(shard("s3a://absent/data"), "s3a://absent/data", "there is no such bucket");
    assertRefused(
        train("s3a://absent/data", folder.resolve("none").toString()),
        "s3a://absent/data",
        "there is no such bucket");
  }

  @Test
  void wrongCredentialsAreToldWithoutRepeatingThem() {
    configuration.set("fs.s3a.bucket.wrong.access.key", "ALTPROPTESTS");
    configuration.set("fs.s3a.bucket.wrong.secret.key", "swordfish");

    Outcome outcome = shard("s3a://wrong/data");

    assertRefused(outcome, "s3a://wrong/data", "AWS_SECRET_ACCESS_KEY");
    assertThat(outcome.err()).doesNotContain("swordfish");
  }

  @Test
  void anEndpointThatNobodyServesIsToldSoon() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      S3Server.point("nowhere", taken.getLocalPort(), configuration);
    } // closed again: connections are refused

    assertRefused(shard("s3a://nowhere/data"), "s3a://nowhere/data", "the store cannot be reached");
  }

  @Test
  void anOutputThatMayNotBeWrittenIsNamed() {
    server
        .proxy()
        .behave(
            request ->
                List.of("GET", "HEAD").contains(request.method()) ? Fault.NONE : Fault.DENIED);

    assertRefused(shard("s3a://faults/denied"), "s3a://faults/denied", "permission denied");
    assertRefused(
        train(folder.resolve("data").toString(), "s3a://faults/denied-run"),
        "s3a://faults/denied-run",
        "permission denied");
  }

  @Test
  void ofTwoRunsOnOneOutputTheSecondIsRefused() {
    Location busy = at("s3a://faults/busy");
    FolderLock.during(
        busy,
        () -> {
          assertRefused(
              train(folder.resolve("data").toString(), "s3a://faults/busy"),
              "s3a://faults/busy is in use by process " + ProcessHandle.current().pid(),
              ", started 20");
          return null;
        });
    assertThat(busy.list()).isEmpty();
  }

  @Test
  void anUploadThatIsGivenUpIsNeverSeen() throws IOException {
    Location file = at("s3a://faults/given-up");
    try (NewFile given = file.create("")) {
      given.out().write(new byte[2 * PART]);
      assertThat(file.exists()).isFalse();
    }
    assertThatThrownBy(
            () ->
                file.write(
                    out -> {
                      out.write(new byte[100]);
                      throw new IOException("the writer died");
                    }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot write s3a://faults/given-up: the writer died");

    assertThat(file.exists()).isFalse();
    assertThat(server.pendingUploads("faults")).isZero();
    file.write(new byte[2 * PART]);
    assertThat(file.read()).hasSize(2 * PART);
  }

  private static Outcome shard(String output) {
    return Outcome.of("shard", "--dataset", "synthetic", "--subset", "100", "--output", output);
  }

  private static Outcome train(String data, String output) {
    String conf = folder.resolve("small.yaml").toString();
    return Outcome.of("train", "--conf", conf, "--data", data, "--output", output);
  }

  private static void assertFine(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  /** One message, and no stack trace. */
  private static void assertRefused(Outcome outcome, String... told) {
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(told);
    assertThat(outcome.err().lines().filter(line -> line.startsWith("altprop: "))).hasSize(1);
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  private static Map<String, String> weights(Map<String, String> files) {
    files.keySet().removeIf(name -> !name.endsWith(".safetensors"));
    return files;
  }

  private static Map<String, String> digests(Location place) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (FileStatus status : place.statuses()) {
      String name = status.getPath().getName();
      if (status.isDirectory()) {
        digests(place.child(name)).forEach((below, b) -> digests.put(name + "/" + below, b));
      } else {
        digests.put(name, Digests.sha256(place.child(name).read()));
      }
    }
    return digests;
  }

  private static Location at(String uri) {
    return Location.of(uri, configuration);
  }
}
