package io.github.altprop.jobs.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a lock; the content of the lock's file.
 *
 * @param id of this holding, unlike all others
 * @param host name of the machine
 * @param pid of the process
 * @param started when it took the lock; for people to read, nothing is decided by it
 * @param beat signs of life since then
 */
record LockOwner(String id, String host, long pid, String started, long beat) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** This process, now. */
  static LockOwner self() {
    return new LockOwner(
        UUID.randomUUID().toString(),
        thisHost(),
        ProcessHandle.current().pid(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        0);
  }

  LockOwner alive() {
    return new LockOwner(id, host, pid, started, beat + 1);
  }

  boolean sameAs(LockOwner other) {
    return id.equals(other.id);
  }

  /** Whether it was a process of this machine that has ended. */
  boolean hasEnded() {
    return host.equals(thisHost())
        && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty if the text is none of ours, as when it is being written. */
  static Optional<LockOwner> fromJson(String text) {
    try {
      return Optional.of(JSON.readValue(text, LockOwner.class));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host + ", started " + started;
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
