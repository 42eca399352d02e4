package io.github.altprop.jobs.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of an MLflow server as one run needs; it can also fail, or not answer. */
public final class FakeMlflow implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request that came. */
  public record Request(String path, JsonNode body, String authorization) {}

  public final List<Request> requests = new CopyOnWriteArrayList<>();
  public final Map<String, String> params = new ConcurrentHashMap<>();
  public final Map<String, String> tags = new ConcurrentHashMap<>();
  public final List<JsonNode> metrics = new CopyOnWriteArrayList<>();
  public volatile String status = "";
  public volatile int failure;
  public volatile boolean silent;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private int runs;

  public FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
      JsonNode body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      String login = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(new Request(path, body, String.valueOf(login)));
      if (silent) {
        closing.await();
      }
      int code = failure;
      String answer = "{\"error_code\":\"INVALID\",\"message\":\"no\"}";
      if (code == 0) {
        answer = answer(path, body);
        code = answer.contains("error_code") ? 404 : 200;
      }
      byte[] sent = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(code, sent.length);
      exchange.getResponseBody().write(sent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String answer(String path, JsonNode body) throws IOException {
    return switch (path) {
      case "experiments/get-by-name" ->
          "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}";
      case "experiments/create" -> "{\"experiment_id\":\"7\"}";
      case "runs/create" -> {
        runs++;
        status = "RUNNING";
        yield "{\"run\":{\"info\":{\"run_id\":\"r" + runs + "\"}}}";
      }
      case "runs/get" -> run();
      case "runs/update" -> {
        status = body.path("status").asText();
        yield "{}";
      }
      default -> {
        body.path("params")
            .forEach(p -> params.put(p.path("key").asText(), p.path("value").asText()));
        body.path("tags").forEach(t -> tags.put(t.path("key").asText(), t.path("value").asText()));
        body.path("metrics").forEach(metrics::add);
        yield "{}";
      }
    };
  }

  private String run() throws IOException {
    List<Map<String, String>> known =
        params.entrySet().stream()
            .map(p -> Map.of("key", p.getKey(), "value", p.getValue()))
            .toList();
    Map<String, Object> info = Map.of("run_id", "r" + runs, "lifecycle_stage", "active");
    return JSON.writeValueAsString(
        Map.of("run", Map.of("info", info, "data", Map.of("params", known))));
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
