package io.github.altprop.jobs.files;

import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** How object stores are asked, where nobody has said otherwise. */
public final class ObjectStores {
  /**
   * Hadoop's own values let a store that is not there go unnoticed for hours: its retries multiply
   * those of the library below it. With these a refused connection is reported after half a minute,
   * and a store that is merely busy is given about a minute. Tasks that shard images have 40
   * requests under way each, which 16 tasks in a process must not queue for.
   */
  private static final Map<String, String> BOUNDS =
      Map.of(
          "fs.s3a.attempts.maximum", "3",
          "fs.s3a.retry.limit", "5",
          "fs.s3a.retry.throttle.limit", "8",
          "fs.s3a.connection.timeout", "60000",
          "fs.s3a.connection.maximum", "640");

  private ObjectStores() {}

  /** Sets what is still at Hadoop's defaults. */
  public static void bound(Configuration configuration) {
    BOUNDS.forEach(
        (key, value) -> {
          if (isDefault(configuration.getPropertySources(key))) {
            configuration.set(key, value, "altprop's default");
          }
        });
  }

  private static boolean isDefault(String[] sources) {
    return sources == null || Arrays.asList(sources).contains("core-default.xml");
  }
}
