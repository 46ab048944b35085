package io.noetl.runtime.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers {@code GET /healthz}: 200 while the last successful heartbeat is younger than two
 * intervals, else 503. It supports only the HTTP that this needs, and serves all connections on one
 * thread. A slow connection delays no other, has a time limit, and is closed when there are too
 * many.
 */
public final class HealthServer implements AutoCloseable {

  /** The selector waits in real time, also where a test moves the clock of the heartbeats. */
  private static final HeartbeatTime REAL_TIME = HeartbeatTime.SYSTEM;

  /** The time limit of a whole request. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();
  private static final int MOST_CONNECTIONS = 64;
  private static final int LONGEST_REQUEST = 4096;

  private final ServerSocketChannel listening;
  private final InetSocketAddress address;
  private final Selector selector;
  private final HeartbeatTime time;
  private final long good;
  private final Deque<Connection> connections = new ArrayDeque<>();
  private final ByteBuffer portion = ByteBuffer.allocate(1024);
  private volatile long lastBeat;
  private volatile boolean everBeat;

  private HealthServer(ServerSocketChannel listening, Duration interval, HeartbeatTime time)
      throws IOException {
    this.listening = listening;
    this.address = (InetSocketAddress) listening.getLocalAddress();
    this.selector = Selector.open();
    this.time = time;
    this.good = interval.multipliedBy(2).toNanos();
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** A connection whose request is not complete. */
  private record Connection(SocketChannel channel, StringBuilder request, long end) {}

  /** Listens at once, so that an address in use is an error before anything is sent. */
  public static HealthServer open(InetSocketAddress address, Duration interval, HeartbeatTime time)
      throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    try {
      listening.bind(address, 2 * MOST_CONNECTIONS);
      HealthServer port = new HealthServer(listening, interval, time);
      Thread.ofPlatform().name("health").daemon().start(port::serve);
      return port;
    } catch (IOException taken) {
      listening.close();
      throw taken;
    }
  }

  /** Notes that a heartbeat succeeded. */
  public void beat() {
    lastBeat = time.nanos();
    everBeat = true;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    try {
      listening.close();
      selector.close();
    } catch (IOException ended) {
      // Closed as far as possible: the process ends.
    }
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::ready, untilNextEnd());
        expire();
      }
    } catch (IOException | ClosedSelectorException ended) {
      // The server was closed.
    }
    connections.forEach(HealthServer::hangUp);
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      read(connection);
    } else {
      accept();
    }
  }

  /** Milliseconds until the next time limit; 0 where there is none. */
  private long untilNextEnd() {
    Connection next = connections.peek();
    return next == null ? 0 : Math.max(1, (next.end - REAL_TIME.nanos()) / 1_000_000 + 1);
  }

  /** All have the same time limit, so the oldest connection reaches it first. */
  private void expire() {
    Connection next = connections.peek();
    while (next != null && next.end - REAL_TIME.nanos() <= 0) {
      leave(next);
      next = connections.peek();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = listening.accept();
      if (channel == null) {
        return;
      }
      if (connections.size() >= MOST_CONNECTIONS) {
        leave(connections.element());
      }
      Connection connection =
          new Connection(
              channel, new StringBuilder(), REAL_TIME.nanos() + REQUEST_TIMEOUT.toNanos());
      connections.add(connection);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, connection);
    } catch (IOException lost) {
      // The peer closed it, the server was closed, or there are no descriptors for the moment.
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private void read(Connection connection) {
    try {
      portion.clear();
      boolean isAll = connection.channel.read(portion) < 0;
      portion.flip();
      connection.request.append(StandardCharsets.ISO_8859_1.decode(portion));
      // All of it is read: closing a socket with unread input would discard the answer.
      if (isAll
          || connection.request.length() >= LONGEST_REQUEST
          || connection.request.indexOf("\r\n\r\n") >= 0) {
        connection.channel.write(ByteBuffer.wrap(answer(firstLine(connection.request.toString()))));
        leave(connection);
      }
    } catch (IOException lost) {
      leave(connection);
    }
  }

  private void leave(Connection connection) {
    connections.remove(connection);
    hangUp(connection);
  }

  private static void hangUp(Connection connection) {
    try {
      connection.channel.close();
    } catch (IOException gone) {
      // It is closed already.
    }
  }

  private static String firstLine(String request) {
    int end = request.indexOf("\r\n");
    return end < 0 ? request : request.substring(0, end);
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
