package io.github.altprop.jobs.cluster;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.dataset.Digests;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run left behind that must not depend on where and how often it was started. */
record RunFiles(Location folder) {
  private static final String TIMED =
      ",?\"(seconds|\\w+Seconds|\\w+PerSecond|\\w+Worker|\\w+Host)\":[^,}]+";

  /** Weights, moments and fixed feedback of the newest checkpoint: SHA-256 by file name. */
  Map<String, String> weights() {
    Location checkpoints = folder.child("checkpoints");
    List<String> names = checkpoints.list();
    Location newest = checkpoints.child(names.get(names.size() - 1));
    Map<String, String> digests = new TreeMap<>();
    for (String name : newest.list()) {
      if (name.endsWith(".safetensors")) {
        digests.put(name, Digests.sha256(newest.child(name).read()));
      }
    }
    return digests;
  }

  /** The metrics without what depends on clocks and machines. */
  List<String> metrics() {
    return lines().map(line -> line.replaceAll(TIMED, "")).toList();
  }

  /** Rounds recorded so far. */
  long rounds() {
    return lines().filter(line -> line.contains("\"round\",")).count();
  }

  private Stream<String> lines() {
    return folder.child("metrics.jsonl").readTextIfThere().orElse("").lines();
  }
}
