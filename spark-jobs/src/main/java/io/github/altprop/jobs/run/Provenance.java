package io.github.altprop.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code provenance.json}: what made a run. Each start of the run, the first or a resumed one, is
 * one entry of {@code sessions}; none holds anything of the environment but what is named here.
 */
final class Provenance {
  static final String FILE = "provenance.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Location file;
  private final List<Map<String, Object>> sessions;

  private Provenance(Location file, List<Map<String, Object>> sessions) {
    this.file = file;
    this.sessions = sessions;
  }

  /** Opens what is there, or begins anew. */
  @SuppressWarnings("unchecked") // a session is an object, or the file is not ours
  static Provenance open(Location folder) {
    Location file = folder.child(FILE);
    List<Map<String, Object>> sessions = new ArrayList<>();
    Optional<String> text = file.readTextIfThere();
    if (text.isPresent()) {
      try {
        Map<String, Object> there = JSON.readValue(text.get(), LinkedHashMap.class);
        sessions.addAll((List<Map<String, Object>>) there.getOrDefault("sessions", List.of()));
      } catch (JsonProcessingException | ClassCastException e) {
        throw new UserError(file + " is not the provenance of a run", e);
      }
    }
    return new Provenance(file, sessions);
  }

  /** What the last session said of something. */
  Optional<Object> last(String fact) {
    return sessions.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(sessions.get(sessions.size() - 1).get(fact));
  }

  /** Adds a session that starts now. */
  void start(Map<String, Object> facts) {
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("started", now());
    session.put("ended", null);
    session.putAll(facts);
    sessions.add(session);
    write();
  }

  /** Says that the last session ended now. */
  void end(String outcome) {
    Map<String, Object> session = sessions.get(sessions.size() - 1);
    session.put("ended", now());
    session.put("outcome", outcome);
    write();
  }

  private void write() {
    try {
      file.write(JSON.writeValueAsString(Map.of("sessions", sessions)) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
