package io.github.altprop.jobs.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Overrides of a sweep's points: {@code key.path=value}. */
final class SweepOverrides {
  private SweepOverrides() {}

  /**
   * Overrides from the command line, written as a file would have them; what is wrong with any goes
   * to {@code problems}.
   *
   * @param sweep whose points they change: what it varies itself cannot be overridden
   */
  static List<String> given(List<String> overrides, Sweep sweep, Problems problems) {
    List<String> given = new ArrayList<>();
    for (String override : overrides) {
      String origin = "--set " + override;
      int equals = override.indexOf('=');
      String key = equals < 1 ? "" : override.substring(0, equals).strip();
      if (key.isEmpty()) {
        problems.add(origin, "must look like key.path=value");
        continue;
      }
      varies(sweep, key).ifPresent(why -> problems.add(origin, why));
      Node value = YamlReader.value(override.substring(equals + 1), origin, problems);
      given.add(key + "=" + SweepFields.flow(value));
    }
    return given;
  }

  private static Optional<String> varies(Sweep sweep, String key) {
    if (key.equals("seed")) {
      return Optional.of("every point has a seed of its own: change seeds in the sweep's file");
    }
    if (key.equals("averaging.workers")) {
      return Optional.of("every point has one worker");
    }
    return sweep.grid().keySet().stream()
        .filter(varied -> key.equals(varied) || key.startsWith(varied + "."))
        .findFirst()
        .map(varied -> "the sweep's grid varies " + varied + ": change it in the sweep's file");
  }

  /** Each key once, where and as it comes last: the others change nothing. */
  static List<String> last(List<String> overrides) {
    Map<String, String> last = new LinkedHashMap<>();
    for (String override : overrides) {
      String key = override.substring(0, override.indexOf('='));
      last.remove(key);
      last.put(key, override);
    }
    return List.copyOf(last.values());
  }
}
