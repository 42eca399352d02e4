package io.github.altprop.jobs.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says to log in with, as MLflow's own clients read it: a name and a password
 * before a token.
 */
final class Login {
  private final String authorization;

  private Login(String authorization) {
    this.authorization = authorization;
  }

  static Login of(Map<String, String> environment) {
    String username = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    if (!username.isEmpty() && !password.isEmpty()) {
      byte[] both = (username + ":" + password).getBytes(UTF_8);
      return new Login("Basic " + Base64.getEncoder().encodeToString(both));
    }
    return new Login(token.isEmpty() ? "" : "Bearer " + token);
  }

  /** The header {@code Authorization}, if there is one. */
  Optional<String> authorization() {
    return Optional.of(authorization).filter(header -> !header.isEmpty());
  }

  /** Never what it holds. */
  @Override
  public String toString() {
    return authorization.isEmpty() ? "no login" : "a login";
  }
}
