package io.github.altprop.jobs.files;

import io.github.altprop.jobs.UserError;
import java.util.Set;

/** Keeps secrets out of addresses, which are shown in logs, reports and provenance. */
final class Credentials {
  private static final Set<String> BUCKETS = Set.of("s3", "s3a", "s3n");

  private Credentials() {}

  /**
   * Refuses an address like {@code s3a://KEY:SECRET@bucket/path}, without repeating it.
   *
   * @throws UserError if there are credentials in it
   */
  static void refuseIn(String uri) {
    int start = uri.indexOf("://");
    if (start < 0) {
      return;
    }
    String scheme = uri.substring(0, start);
    String rest = uri.substring(start + 3);
    String authority = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
    int at = authority.lastIndexOf('@');
    boolean login = at >= 0 && authority.lastIndexOf(':', at) >= 0;
    // Bucket names hold neither; a secret with a slash in it would end the authority early.
    boolean noBucket =
        BUCKETS.contains(scheme) && (authority.contains(":") || authority.contains("@"));
    if (login || noBucket) {
      throw new UserError(
          scheme
              + "://...: this address holds credentials, which would show in logs: give it as "
              + scheme
              + "://BUCKET/PATH and the credentials in the environment"
              + " (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)");
    }
  }
}
