package io.github.altprop.jobs.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Passes HTTP requests on to a server of this machine, one a connection, remembers them, and does
 * to some of them what networks and stores do.
 */
public final class FaultyProxy implements AutoCloseable {
  /** What becomes of a request. */
  public enum Fault {
    /** It is passed on. */
    NONE,
    /** It is answered 503 by a store that is busy. */
    UNAVAILABLE,
    /** It is answered 403. */
    DENIED,
    /** It is passed on, but the answer stops in the middle of its body. */
    CUT_ANSWER,
    /** It is cut off before it was read. */
    CUT_REQUEST
  }

  /**
   * A request.
   *
   * @param number from 1
   */
  public record Request(int number, String method, String path) {}

  private static final int BEFORE_CUT = 2_000;
  private static final int HEAD = 1 << 16;

  private final ServerSocket listening;
  private final int target;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "faulty-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Function<Request, Fault> faults = request -> Fault.NONE;

  FaultyProxy(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What happens from now on; the requests before are forgotten. */
  public void behave(Function<Request, Fault> behaviour) {
    requests.clear();
    faults = behaviour;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      String[] line = head.substring(0, head.indexOf('\r')).split(" ", 3);
      Request request;
      synchronized (this) {
        request = new Request(requests.size() + 1, line[0], line[1]);
        requests.add(request);
      }
      switch (faults.apply(request)) {
        case UNAVAILABLE -> refuse(client, head, "503 Service Unavailable", "ServiceUnavailable");
        case DENIED -> refuse(client, head, "403 Forbidden", "AccessDenied");
        case CUT_REQUEST -> client.setSoLinger(true, 0);
        case CUT_ANSWER -> forward(client, head, BEFORE_CUT);
        case NONE -> forward(client, head, Long.MAX_VALUE);
      }
    } catch (IOException e) {
      // One side has gone; closing tells the other.
    }
  }

  private void forward(Socket client, String head, long most) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      String single = head.replaceAll("(?im)^connection:[^\r]*\r\n", "");
      single = single.substring(0, single.length() - 2) + "Connection: close\r\n\r\n";
      server.getOutputStream().write(single.getBytes(StandardCharsets.ISO_8859_1));
      threads.execute(() -> pump(client, server));
      copy(server.getInputStream(), client.getOutputStream(), most);
      if (most < Long.MAX_VALUE) {
        client.setSoLinger(true, 0);
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      copy(from.getInputStream(), to.getOutputStream(), Long.MAX_VALUE);
    } catch (IOException e) {
      // The answer is over, or never comes.
    }
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = most;
    for (int read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
      out.write(buffer, 0, (int) Math.min(read, left));
      out.flush();
      left -= read;
    }
  }

  /** Answers as S3 does, after the request was read to its end. */
  private static void refuse(Socket client, String head, String status, String code)
      throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    if (!lower.contains("expect: 100-continue")) {
      int at = lower.indexOf("content-length:");
      if (at >= 0) {
        long length = Long.parseLong(lower.substring(at + 15, lower.indexOf('\r', at)).trim());
        client.getInputStream().skipNBytes(length);
      }
    }
    String body = head.startsWith("HEAD") ? "" : "<Error><Code>" + code + "</Code></Error>";
    String answer =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  /** The first line and the headers with the empty line after them; empty at the end. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4 && head.size() < HEAD) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
