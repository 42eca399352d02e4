package io.github.altprop.training.tensor.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records what a step asks of the device, and does it again without asking call by call.
 *
 * <p>The first run of a step is only watched: it warms memory up. After a run that asked nothing
 * that a recording cannot hold, the next is recorded. A recording ends where the host decides on a
 * number of the device ({@link #decide}). What comes then is a recording of its own, one for each
 * answer, so that a step is a tree of recordings, and a run of it goes from the root to a leaf. At
 * an answer that is new, the work is run without effect down to there, and recorded from there on.
 *
 * <p>What a recording cannot hold (memory, waits, numbers of the host, factorisations) ends it:
 * what it holds is done once, and the rest of the step is done call by call, this time and whenever
 * a run comes there. A recording holds addresses, so all are forgotten when memory is given back.
 */
final class Steps {
  private static final long NONE = 0;

  /** Runs of a step that are watched before it is given up. */
  private static final int MOST_WATCHED = 3;

  /** Recordings of one step. */
  private static final int MOST_PARTS = 64;

  /** How often a step may be recorded in vain. */
  private static final int MOST_WASTED = 3;

  private final Accelerator gpu;
  private final Memory memory;
  private final Map<Object, Step> steps = new HashMap<>();
  private boolean enabled;

  private Mode mode = Mode.DONE;

  /** The step that is being run; null if there is none. */
  private Step step;

  /** Where in the step the run is, or where it will be once nothing is skipped any more. */
  private Part part;

  /** Whether the device is recording. */
  private boolean open;

  /** Whether the watched run asked something that a recording cannot hold. */
  private boolean unrecordable;

  /** The answers of this run so far, and how many of them were given again to work that skips. */
  private final List<Boolean> answers = new ArrayList<>();

  private int given;

  /** What becomes of a call. */
  private enum Mode {
    DONE,
    /** Done, and watched. */
    WATCHED,
    RECORDED,
    /** Not done: it was already. */
    SKIPPED
  }

  /** What is known of a step. */
  private static final class Step {
    private Part root;
    private int parts;
    private int watched;
    private int replays;
    private int wasted;
    private boolean warm;
    private boolean hopeless;

    Part next(Part part, boolean holds) {
      Part next = holds ? part.yes : part.no;
      if (next == null) {
        next = new Part();
        parts++;
        next.state = parts > MOST_PARTS ? State.NOT_RECORDED : State.NEW;
        if (holds) {
          part.yes = next;
        } else {
          part.no = next;
        }
      }
      return next;
    }
  }

  private enum State {
    NEW,
    RECORDED,
    /** Done call by call, to the end of the step. */
    NOT_RECORDED
  }

  /** A part of a step between two decisions. */
  private static final class Part {
    private State state = State.NEW;

    /** None if it asks nothing. */
    private long recording = NONE;

    /** Address of the number that decides what follows; none at the end. */
    private long decision = NONE;

    private Part yes;
    private Part no;
  }

  /**
   * @param enabled whether anything is recorded
   */
  Steps(Recorder recorder, Memory memory, boolean enabled) {
    this.memory = memory;
    this.enabled = enabled;
    gpu = recorder.gpu();
    recorder.tell(this);
  }

  /** Records no more, and forgets everything. */
  void stop() {
    enabled = false;
    forgetAll();
  }

  /** Does a step; see {@link io.github.altprop.training.tensor.Engine#repeatedly}. */
  void run(Object key, Runnable work) {
    if (!enabled || step != null) {
      work.run();
      return;
    }
    step = steps.computeIfAbsent(key, any -> new Step());
    try {
      if (step.hopeless) {
        work.run();
      } else if (step.root != null) {
        replay(work);
      } else if (step.warm) {
        step.root = new Part();
        step.parts = 1;
        answers.clear();
        goOn(step.root, work);
      } else {
        watch(work);
      }
    } finally {
      if (open) {
        drop();
      }
      step = null;
      part = null;
      mode = Mode.DONE;
    }
  }

  private void watch(Runnable work) {
    mode = Mode.WATCHED;
    unrecordable = false;
    work.run();
    step.warm = !unrecordable;
    step.watched++;
    step.hopeless = unrecordable && step.watched == MOST_WATCHED;
  }

  private void replay(Runnable work) {
    step.replays++;
    answers.clear();
    Part at = step.root;
    while (at.state == State.RECORDED) {
      if (at.recording != NONE) {
        gpu.replay(at.recording);
      }
      if (at.decision == NONE) {
        return;
      }
      boolean holds = read(at.decision);
      answers.add(holds);
      at = step.next(at, holds);
    }
    goOn(at, work);
  }

  /** Does the step from {@code from} on; what the answers so far led through is done already. */
  private void goOn(Part from, Runnable work) {
    try {
      skipTo(from);
      work.run();
      if (mode == Mode.RECORDED) {
        end(NONE);
      }
    } catch (RuntimeException e) {
      if (mode != Mode.RECORDED) {
        throw e;
      }
      // Nothing of this part was done. Either the device cannot record it, or it fails in any case.
      drop();
      part.state = State.NOT_RECORDED;
      skipTo(part);
      work.run();
    }
    if (mode == Mode.SKIPPED) {
      throw otherWork();
    }
  }

  private void skipTo(Part to) {
    part = to;
    given = 0;
    if (answers.isEmpty()) {
      begin();
    } else {
      mode = Mode.SKIPPED;
    }
  }

  private void begin() {
    mode = part.state == State.NOT_RECORDED ? Mode.DONE : Mode.RECORDED;
  }

  // Ends the part and does it.
  private void end(long decision) {
    if (open) {
      open = false;
      long recording = gpu.endRecording();
      part.recording = recording;
      gpu.replay(recording);
    }
    part.decision = decision;
    part.state = State.RECORDED;
  }

  private void drop() {
    if (open) {
      open = false;
      try {
        gpu.forget(gpu.endRecording());
      } catch (IllegalStateException e) {
        // It is gone all the same.
        return;
      }
    } else if (part.recording != NONE) {
      gpu.forget(part.recording);
      part.recording = NONE;
    }
  }

  /** Whether the number at an address is not 0, for work that goes on as it says. */
  boolean decide(long address) {
    boolean holds;
    switch (mode) {
      case SKIPPED -> {
        holds = answers.get(given);
        given++;
        if (given == answers.size()) {
          begin();
        }
      }
      case RECORDED -> {
        end(address);
        holds = read(address);
        answers.add(holds);
        part = step.next(part, holds);
        begin();
      }
      default -> holds = read(address);
    }
    return holds;
  }

  private boolean read(long address) {
    Mode before = mode;
    mode = Mode.DONE;
    boolean holds = memory.number(address) != 0;
    mode = before;
    return holds;
  }

  /** Whether a call is to be made that a recording can hold. */
  boolean wants() {
    if (mode == Mode.RECORDED && !open) {
      gpu.beginRecording();
      open = true;
    }
    return mode != Mode.SKIPPED;
  }

  /** Before a call that a recording cannot hold. */
  void interrupt() {
    switch (mode) {
      case DONE -> {}
      case WATCHED -> unrecordable = true;
      case SKIPPED -> throw otherWork();
      case RECORDED -> {
        if (open) {
          open = false;
          long recording = gpu.endRecording();
          gpu.replay(recording);
          gpu.forget(recording);
        }
        part.state = State.NOT_RECORDED;
        mode = Mode.DONE;
      }
    }
  }

  private static IllegalStateException otherWork() {
    return new IllegalStateException(
        "a step asked the device for other work than the one before: its rule or one of its layers"
            + " repeats() only in words");
  }

  /** Before memory is given back. */
  void forgetAll() {
    for (Step known : steps.values()) {
      if (known.root != null) {
        known.wasted = known.replays == 0 ? known.wasted + 1 : 0;
        known.hopeless = known.wasted == MOST_WASTED;
        forget(known.root);
        known.root = null;
        known.replays = 0;
        known.watched = 0;
        known.warm = false;
      }
    }
  }

  private void forget(Part tree) {
    if (tree == null) {
      return;
    }
    if (tree.recording != NONE) {
      gpu.forget(tree.recording);
    }
    forget(tree.yes);
    forget(tree.no);
  }
}
