package io.github.altprop.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which altprop this is.
 *
 * @param version the release
 * @param commit the git commit, or "unknown" when it was built outside a git checkout
 * @param dirty "true" if the checkout had uncommitted changes, "false" if not, or "unknown"
 */
public record BuildInfo(String version, String commit, String dirty) {
  /** The build that this class came with. */
  public static BuildInfo current() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        properties.getProperty("commit", "unknown"),
        properties.getProperty("dirty", "unknown"));
  }
}
