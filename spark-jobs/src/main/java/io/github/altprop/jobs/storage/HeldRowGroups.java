package io.github.altprop.jobs.storage;

import java.util.HashMap;
import java.util.Map;

/**
 * The row groups that a stream is drawing from. Held here, they stay in memory even if the cache is
 * too small for them, or each example would mean reading a row group.
 */
final class HeldRowGroups {
  /** A row group that none of so many examples came from is let go. */
  private static final long PATIENCE = 4_096;

  private final SplitReader reader;
  private final Map<Integer, Held> held = new HashMap<>();
  private long drawn;

  /** A row group and when it was drawn from. */
  private static final class Held {
    private final RowGroup group;
    private long lastDrawn;

    Held(RowGroup group) {
      this.group = group;
    }
  }

  HeldRowGroups(SplitReader reader) {
    this.reader = reader;
  }

  /** The row group that the next example comes from. */
  RowGroup get(int number) {
    drawn++;
    Held found = held.get(number);
    if (found == null) {
      long oldest = drawn - PATIENCE;
      held.values().removeIf(other -> other.lastDrawn < oldest);
      found = new Held(reader.rowGroup(number));
      held.put(number, found);
    }
    found.lastDrawn = drawn;
    return found.group;
  }
}
