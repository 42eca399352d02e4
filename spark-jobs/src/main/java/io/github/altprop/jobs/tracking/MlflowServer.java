package io.github.altprop.jobs.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/**
 * The REST interface of an MLflow server: one request, one answer.
 *
 * <p>Source: MLflow, "REST API", version 2.0 of the interface, which servers of MLflow 1 to 3 have.
 */
final class MlflowServer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INTERFACE = "/api/2.0/mlflow/";
  private static final int LARGEST_ANSWER = 1 << 24;
  private static final int LONGEST_MESSAGE = 200;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final String address;
  private final Login login;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param address without credentials
   * @param timeout of one request
   */
  MlflowServer(String address, Login login, Duration timeout) {
    this.address = address.replaceAll("/+$", "");
    this.login = login;
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            // A login is for this server, not for where it sends us.
            .followRedirects(HttpClient.Redirect.NEVER);
    if (ProxySelector.getDefault() != null) {
      builder.proxy(ProxySelector.getDefault());
    }
    client = builder.build();
  }

  /** Where it is. */
  String address() {
    return address;
  }

  /**
   * Asks for something.
   *
   * @throws RefusedException if the server says no
   * @throws IOException if it cannot be reached, is busy or has failed: it may do so later
   */
  JsonNode get(String what, String key, String value) throws IOException, InterruptedException {
    String query = "?" + key + "=" + URLEncoder.encode(value, UTF_8);
    return send(request(what + query).GET().build());
  }

  /** Tells something; fails as {@link #get} does. */
  JsonNode post(String what, Map<String, ?> body) throws IOException, InterruptedException {
    return send(
        request(what)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build());
  }

  private HttpRequest.Builder request(String what) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + INTERFACE + what)).timeout(timeout);
    login.authorization().ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response;
    byte[] body;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        body = in.readNBytes(LARGEST_ANSWER);
      }
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within " + timeout.toMillis() / 1e3 + " s", e);
    } catch (ConnectException e) {
      String why = e.getMessage() == null ? "no connection" : e.getMessage();
      throw new IOException(why, e);
    }
    int status = response.statusCode();
    if (status / 100 == 2) {
      return answer(body);
    }
    JsonNode error = parsed(body);
    String code = error.path("error_code").asText("");
    String said = shortened(error.path("message").asText(""));
    String message =
        "it answers "
            + status
            + (code.isEmpty() ? "" : " " + code)
            + (said.isEmpty() ? "" : ": ")
            + said;
    if (status / 100 == 5 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
      throw new IOException(message);
    }
    throw new RefusedException(status, code, message);
  }

  private static JsonNode answer(byte[] body) throws RefusedException {
    JsonNode answer = parsed(body);
    if (!answer.isObject()) {
      throw new RefusedException(200, "", "its answers are not those of an MLflow server");
    }
    return answer;
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(new String(body, UTF_8));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static String shortened(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
  }
}
