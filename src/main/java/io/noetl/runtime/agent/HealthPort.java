package io.noetl.runtime.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Answers {@code GET /healthz}: 200 while the last beat that arrived is younger than two intervals,
 * else 503. As little HTTP as that takes, in the memory of one thread.
 */
public final class HealthPort implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 1000;
  private static final int LONGEST_REQUEST = 4096;

  private final ServerSocket socket;
  private final HeartbeatTime time;
  private final long good;
  private volatile long lastBeat;
  private volatile boolean everBeat;

  private HealthPort(ServerSocket socket, Duration interval, HeartbeatTime time) {
    this.socket = socket;
    this.time = time;
    this.good = interval.multipliedBy(2).toNanos();
  }

  /** Listens at once, so that an address that is taken is told before anything is sent. */
  public static HealthPort open(InetSocketAddress address, Duration interval, HeartbeatTime time)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(address);
    } catch (IOException taken) {
      socket.close();
      throw taken;
    }
    HealthPort port = new HealthPort(socket, interval, time);
    Thread.ofPlatform().name("health").daemon().start(port::serve);
    return port;
  }

  /** Notes that a beat arrived. */
  public void beat() {
    lastBeat = time.nanos();
    everBeat = true;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException ended) {
      // The process ends anyway.
    }
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        caller.setSoTimeout(PATIENCE_MILLIS);
        caller.getOutputStream().write(answer(firstLine(caller.getInputStream())));
      } catch (IOException lost) {
        // A caller that went away, or the end.
      }
    }
  }

  /** Reads to the end of the request, lest the answer be lost with what is unread. */
  private static String firstLine(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    int next;
    while (request.length() < LONGEST_REQUEST
        && request.indexOf("\r\n\r\n") < 0
        && (next = in.read()) >= 0) {
      request.append((char) next);
    }
    return request.toString().lines().findFirst().orElse("");
  }

  private byte[] answer(String requestLine) {
    String[] words = requestLine.split(" ", -1);
    boolean reads = words[0].equals("GET") || words[0].equals("HEAD");
    if (words.length != 3 || !reads) {
      return reply("405 Method Not Allowed", "use GET /healthz", true);
    }
    boolean withBody = words[0].equals("GET");
    if (!words[1].equals("/healthz")) {
      return reply("404 Not Found", "there is /healthz only", withBody);
    }
    return everBeat && time.nanos() - lastBeat < good
        ? reply("200 OK", "ok", withBody)
        : reply("503 Service Unavailable", "no heartbeat for two intervals", withBody);
  }

  private static byte[] reply(String status, String body, boolean withBody) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + (body.length() + 1)
            + "\r\nConnection: close\r\n\r\n"
            + (withBody ? body + "\n" : ""))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
