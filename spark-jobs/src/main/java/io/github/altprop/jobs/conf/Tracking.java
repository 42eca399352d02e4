package io.github.altprop.jobs.conf;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which server is told of a training; it has no say in what is trained.
 *
 * @param mlflow the address of an MLflow server, {@link #ENVIRONMENT} or {@link #NONE}
 * @param experiment the experiment of the server that the run is listed in
 */
public record Tracking(String mlflow, String experiment) {
  /** No server is told. */
  public static final String NONE = "none";

  /** The environment says where the server is, as it does for MLflow's own clients. */
  public static final String ENVIRONMENT = "environment";

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** What is wrong with the section of an experiment. */
  static Optional<String> problem(Map<String, Object> resolved) {
    boolean said =
        resolved.get("tracking") instanceof Map<?, ?> section
            && section.get("mlflow") instanceof String;
    if (!said) {
      return Optional.empty();
    }
    String mlflow = (String) ((Map<?, ?>) resolved.get("tracking")).get("mlflow");
    return mlflow.equals(NONE) || mlflow.equals(ENVIRONMENT)
        ? Optional.empty()
        : addressProblem("tracking.mlflow", mlflow);
  }

  /**
   * What is wrong with the address of a server. An address that holds credentials is not repeated.
   *
   * @param name of what holds the address
   */
  public static Optional<String> addressProblem(String name, String address) {
    if (address.contains("@")) {
      return Optional.of(
          name
              + " holds credentials, which would show in logs: give the address without them, and"
              + " MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN,"
              + " in the environment");
    }
    try {
      URI uri = new URI(address);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (SCHEMES.contains(scheme)
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return Optional.empty();
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    return Optional.of(
        name
            + " is "
            + address
            + " but must be none, environment, or the address of a server, such as"
            + " http://localhost:5000");
  }
}
