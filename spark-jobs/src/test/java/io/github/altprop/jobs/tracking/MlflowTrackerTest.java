package io.github.altprop.jobs.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MlflowTrackerTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final Patience PATIENCE = new Patience(LONG, SHORT, SHORT, SHORT, LONG, LONG);
  private static final Patience LITTLE = new Patience(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT);

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();
  private FakeMlflow mlflow;

  @BeforeEach
  void start() throws IOException {
    mlflow = new FakeMlflow();
  }

  @AfterEach
  void stop() {
    mlflow.close();
  }

  @Test
  void tellsParametersTagsNumbersAndTheEnd() {
    Tracker tracker = tracker(PATIENCE, Map.of("epochs", "3"), Map.of());
    tracker.record(epoch(1, 0.5));
    tracker.record(epoch(2, 0.25));
    tracker.end(Tracker.Ending.FINISHED, "finished");

    assertThat(mlflow.params).containsEntry("epochs", "3");
    assertThat(mlflow.tags)
        .containsEntry("altprop.commit", "abc")
        .containsEntry("altprop.outcome", "finished");
    assertThat(mlflow.metrics)
        .filteredOn(metric -> metric.path("key").asText().equals("loss/train"))
        .extracting(metric -> metric.path("step").asLong() + ":" + metric.path("value").asDouble())
        .containsExactly("10:0.5", "20:0.25");
    assertThat(mlflow.status).isEqualTo("FINISHED");
    assertThat(said).isEmpty();
  }

  @Test
  void aResumedTrainingIsTheSameRunAndWhatChangedIsATag() {
    tracker(PATIENCE, Map.of("epochs", "3", "seed", "1"), Map.of())
        .end(Tracker.Ending.KILLED, "stopped by a signal");
    assertThat(mlflow.status).isEqualTo("KILLED");

    Tracker resumed = tracker(PATIENCE, Map.of("epochs", "5", "seed", "1", "new", "x"), Map.of());
    resumed.end(Tracker.Ending.FINISHED, "finished");

    assertThat(mlflow.requests).filteredOn(r -> r.path().equals("runs/create")).hasSize(1);
    assertThat(mlflow.params).containsEntry("epochs", "3").containsEntry("new", "x");
    assertThat(mlflow.tags).containsEntry("altprop.resumed.epochs", "5");
    assertThat(mlflow.tags).doesNotContainKey("altprop.resumed.seed");
    assertThat(mlflow.status).isEqualTo("FINISHED");
  }

  @Test
  void requestsKeepToTheServersLimits() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < 250; i++) {
      parameters.put("key" + i, "value");
    }
    Tracker tracker = tracker(PATIENCE, parameters, Map.of());
    for (int i = 1; i <= 2_500; i++) {
      tracker.record(epoch(i, i));
    }
    tracker.end(Tracker.Ending.FINISHED, "finished");

    assertThat(mlflow.params).hasSize(250);
    assertThat(mlflow.metrics).hasSize(2 * 2_500);
    assertThat(mlflow.requests)
        .allSatisfy(
            request -> {
              assertThat(request.body().path("metrics").size()).isLessThanOrEqualTo(1_000);
              assertThat(request.body().path("params").size()).isLessThanOrEqualTo(100);
              assertThat(request.body().path("tags").size()).isLessThanOrEqualTo(100);
            });
  }

  @Test
  void aServerThatFailsIsAskedAgain() throws InterruptedException {
    mlflow.failure = 500;
    Tracker tracker = tracker(PATIENCE, Map.of(), Map.of());
    tracker.record(epoch(1, 0.5));
    while (mlflow.requests.size() < 3) {
      Thread.sleep(5);
    }
    tracker.record(epoch(2, 0.25));
    mlflow.failure = 0;
    tracker.end(Tracker.Ending.FINISHED, "finished");

    assertThat(mlflow.metrics).hasSize(4);
    assertThat(mlflow.status).isEqualTo("FINISHED");
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains(mlflow.address(), "500 INVALID: no", "asked again");
  }

  @Test
  void aServerThatIsDownHoldsNothingUp() {
    String address = mlflow.address();
    mlflow.close();
    Tracker tracker = tracker(address, PATIENCE, Map.of(), Map.of());
    for (int i = 1; i <= 100_000; i++) {
      tracker.record(epoch(i, 0.5)); // more than the queue holds
    }
    tracker.end(Tracker.Ending.FINISHED, "finished");

    assertThat(said).hasSize(2);
    assertThat(said.get(0)).contains(address, "asked again");
    assertThat(said.get(1)).contains("200000 of 200000 numbers", "did not reach " + address);
  }

  @Test
  void aServerThatDoesNotAnswerHoldsNothingUp() {
    mlflow.silent = true;
    long started = System.nanoTime();
    Tracker tracker = tracker(LITTLE, Map.of(), Map.of());
    tracker.record(epoch(1, 0.5));
    tracker.end(Tracker.Ending.FINISHED, "finished");

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LONG);
    assertThat(said).last().asString().contains("2 of 2 numbers and the end of the run");
  }

  @Test
  void aServerThatRefusesIsLeftAlone() {
    mlflow.failure = 403;
    Tracker tracker = tracker(PATIENCE, Map.of(), Map.of());
    tracker.record(epoch(1, 0.5));
    tracker.end(Tracker.Ending.FAILED, "failed");

    assertThat(mlflow.requests).hasSize(1);
    assertThat(said.get(0)).contains("403 INVALID: no", "without being tracked");
  }

  @Test
  void logsInAsMlflowsClientsDoAndKeepsThatToItself() throws IOException {
    Map<String, String> token = Map.of("MLFLOW_TRACKING_TOKEN", "s3cret");
    tracker(PATIENCE, Map.of(), token).end(Tracker.Ending.FINISHED, "finished");
    assertThat(mlflow.requests)
        .extracting(FakeMlflow.Request::authorization)
        .containsOnly("Bearer s3cret");
    assertThat(Files.readString(folder.resolve("run/tracking.json"))).doesNotContain("s3cret");

    Map<String, String> both =
        Map.of(
            "MLFLOW_TRACKING_USERNAME", "ann",
            "MLFLOW_TRACKING_PASSWORD", "s3cret",
            "MLFLOW_TRACKING_TOKEN", "other");
    mlflow.requests.clear();
    tracker(PATIENCE, Map.of(), both).end(Tracker.Ending.FINISHED, "finished");
    assertThat(mlflow.requests)
        .extracting(FakeMlflow.Request::authorization)
        .containsOnly("Basic YW5uOnMzY3JldA==");
    assertThat(Login.of(both)).hasToString("a login");
  }

  private Tracker tracker(
      Patience patience, Map<String, String> parameters, Map<String, String> environment) {
    return tracker(mlflow.address() + "/", patience, parameters, environment);
  }

  private Tracker tracker(
      String address,
      Patience patience,
      Map<String, String> parameters,
      Map<String, String> environment) {
    Location run = Location.of(folder.resolve("run").toString(), new Configuration());
    run.createFolder();
    Progress progress =
        new Progress() {
          @Override
          public void at(long done, long total, String what) {}

          @Override
          public void say(String line) {
            said.add(line);
          }
        };
    return MlflowTracker.start(
        new MlflowServer(address, Login.of(environment), patience.request()),
        new Introduction("altprop", run, parameters, Map.of("altprop.commit", "abc")),
        progress,
        patience);
  }

  private static Map<String, Object> epoch(int number, double loss) {
    return Map.of("kind", "epoch", "epoch", number, "step", 10L * number, "trainLoss", loss);
  }
}
