package io.github.altprop.preprocessing.format.pickle;

import io.github.altprop.preprocessing.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle of plain values and NumPy arrays of bytes, as the python version of CIFAR is one.
 * Nothing is ever executed: of what a pickle may name only the few functions that make such values
 * are known, and these are understood, not called.
 *
 * <p>Values become {@link Map}s, {@link List}s, {@link Long}s, {@link Double}s, {@link Boolean}s
 * and {@link String}s, in which a string of bytes has a character for each; arrays become {@link
 * PickledArray}s. Source: Python's {@code pickletools}, protocols 0 to 5.
 */
public final class PickleReader {
  private final String path;
  private final ByteBuffer in;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private PickleReader(byte[] file, String path) {
    this.path = path;
    this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The value that a file holds.
   *
   * @param path of the file, for complaints
   * @throws BadInputException if it is no pickle, or one of other things
   */
  public static Object read(byte[] file, String path) {
    return new PickleReader(file, path).read();
  }

  private Object read() {
    while (true) {
      int at = in.position();
      int opcode = unsigned(1);
      if (opcode == '.') {
        return pop();
      }
      try {
        step(opcode, at);
      } catch (ClassCastException | IndexOutOfBoundsException | UnsupportedOperationException e) {
        throw bad(at, "a pickle that contradicts itself", e);
      }
    }
  }

  private void step(int opcode, int at) {
    switch (opcode) {
      case 0x80 -> skip(1); // protocol
      case 0x95 -> skip(8); // frame
      case '(' -> marks.add(stack.size());
      case '}' -> push(new LinkedHashMap<Object, Object>());
      case ']' -> push(new ArrayList<>());
      case ')' -> push(List.of());
      case 'N' -> push(PickledArray.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) unsigned(1));
      case 'M' -> push((long) unsigned(2));
      case 'J' -> push((long) (int) number(4));
      case 0x8a -> push(number(unsigned(1)));
      case 'I', 'L' -> push(decimal(line(), at));
      case 'G' -> push(ByteBuffer.wrap(bytes(8)).getDouble());
      case 'U', 'C' -> push(latin(unsigned(1)));
      case 'T', 'B' -> push(latin(length(4)));
      case 0x8e, 0x96 -> push(latin(length(8)));
      case 0x8c -> push(text(unsigned(1)));
      case 'X' -> push(text(length(4)));
      case 0x8d -> push(text(length(8)));
      case 'c' -> push(PickledGlobal.named(line() + "." + line()));
      case 0x93 -> {
        String name = (String) pop();
        push(PickledGlobal.named(pop() + "." + name));
      }
      case 'q' -> memo.put(unsigned(1), top());
      case 'r' -> memo.put((int) number(4), top());
      case 'p' -> memo.put((int) decimal(line(), at), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(unsigned(1), at));
      case 'j' -> push(remembered((int) number(4), at));
      case 'g' -> push(remembered((int) decimal(line(), at), at));
      case 0x85 -> push(last(1));
      case 0x86 -> push(last(2));
      case 0x87 -> push(last(3));
      case 't', 'l' -> push(sinceMark(at));
      case 'd' -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        fill(map, sinceMark(at), at);
        push(map);
      }
      case '0' -> pop();
      case 'a' -> {
        Object value = pop();
        list(top()).add(value);
      }
      case 'e' -> {
        List<Object> values = sinceMark(at);
        list(top()).addAll(values);
      }
      case 's' -> {
        List<Object> pair = last(2);
        fill(map(top()), pair, at);
      }
      case 'u' -> {
        List<Object> pairs = sinceMark(at);
        fill(map(top()), pairs, at);
      }
      case 'R' -> {
        List<Object> arguments = list(pop());
        push(((PickledGlobal) pop()).made(arguments, problem -> bad(at, problem, null)));
      }
      case 'b' -> {
        Object state = pop();
        push(PickledArray.built(pop(), list(state), problem -> bad(at, problem, null)));
      }
      default -> throw bad(at, "opcode 0x%02x; expected a pickle of CIFAR".formatted(opcode), null);
    }
  }

  private void fill(Map<Object, Object> map, List<Object> pairs, int at) {
    if (pairs.size() % 2 != 0) {
      throw bad(at, "a key without a value", null);
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      if (!(pairs.get(i) instanceof String || pairs.get(i) instanceof Long)) {
        throw bad(at, "a key that is neither text nor number", null);
      }
      map.put(pairs.get(i), pairs.get(i + 1));
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object pop() {
    if (stack.isEmpty()) {
      throw bad(in.position(), "a pickle that contradicts itself", null);
    }
    return stack.remove(stack.size() - 1);
  }

  private Object top() {
    return stack.get(stack.size() - 1);
  }

  private List<Object> last(int count) {
    List<Object> tail = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(tail);
    tail.clear();
    return values;
  }

  private List<Object> sinceMark(int at) {
    if (marks.isEmpty()) {
      throw bad(at, "a pickle that contradicts itself", null);
    }
    return last(stack.size() - marks.remove(marks.size() - 1));
  }

  private Object remembered(int number, int at) {
    Object value = memo.get(number);
    if (value == null) {
      throw bad(at, "refers to what was not there before", null);
    }
    return value;
  }

  @SuppressWarnings("unchecked") // only lists of objects are ever made; others fail the cast
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked") // only maps of objects are ever made; others fail the cast
  private static Map<Object, Object> map(Object value) {
    return (Map<Object, Object>) value;
  }

  private String latin(int length) {
    return new String(bytes(length), StandardCharsets.ISO_8859_1);
  }

  private String text(int length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private String line() {
    int start = in.position();
    while (in.hasRemaining() && in.get() != '\n') {
      // on to the end of the line
    }
    String line = new String(in.array(), start, in.position() - start, StandardCharsets.ISO_8859_1);
    if (!line.endsWith("\n")) {
      throw bad(start, "the file ends within a line", null);
    }
    return line.substring(0, line.length() - 1);
  }

  private long decimal(String text, int at) {
    try {
      return Long.parseLong(text.endsWith("L") ? text.substring(0, text.length() - 1) : text);
    } catch (NumberFormatException e) {
      throw bad(at, "no whole number", e);
    }
  }

  private int length(int size) {
    long length = size == 4 ? number(4) & 0xffffffffL : number(size);
    if (length < 0 || length > in.remaining()) {
      throw bad(in.position(), "the file ends here; expected " + length + " more bytes", null);
    }
    return (int) length;
  }

  private int unsigned(int size) {
    return (int) number(size) & ((1 << (8 * size)) - 1);
  }

  /** A little-endian number with a sign. */
  private long number(int size) {
    byte[] bytes = bytes(size);
    if (size > Long.BYTES) {
      throw bad(in.position(), "a number of " + size + " bytes", null);
    }
    long value = size > 0 && bytes[size - 1] < 0 ? -1 : 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private byte[] bytes(int count) {
    if (count > in.remaining()) {
      throw bad(in.position(), "the file ends here; it is truncated, or no pickle", null);
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private void skip(int count) {
    bytes(count);
  }

  private BadInputException bad(int at, String problem, Exception cause) {
    return new BadInputException(path + ": byte " + at + ": " + problem, cause);
  }
}
