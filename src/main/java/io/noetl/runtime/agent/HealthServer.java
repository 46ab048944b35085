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
 * Answers {@code GET /healthz}: 200 while the last beat that arrived is younger than two intervals,
 * else 503. As little HTTP as that takes, for many callers at once in the memory of one thread:
 * whoever is slow keeps nobody waiting, has a limit of time, and makes room when there are many.
 */
public final class HealthServer implements AutoCloseable {

  /** The selector waits in real time, also where a test moves the clock of the heartbeats. */
  private static final HeartbeatTime REAL_TIME = HeartbeatTime.SYSTEM;

  /** For a whole request, whatever its sender's pace. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();
  private static final int MOST_CALLERS = 64;
  private static final int LONGEST_REQUEST = 4096;

  private final ServerSocketChannel listening;
  private final InetSocketAddress address;
  private final Selector selector;
  private final HeartbeatTime time;
  private final long good;
  private final Deque<Caller> callers = new ArrayDeque<>();
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

  /** Somebody whose request is not whole yet. */
  private record Caller(SocketChannel channel, StringBuilder request, long end) {}

  /** Listens at once, so that an address that is taken is told before anything is sent. */
  public static HealthServer open(InetSocketAddress address, Duration interval, HeartbeatTime time)
      throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    try {
      listening.bind(address, 2 * MOST_CALLERS);
      HealthServer port = new HealthServer(listening, interval, time);
      Thread.ofPlatform().name("health").daemon().start(port::serve);
      return port;
    } catch (IOException taken) {
      listening.close();
      throw taken;
    }
  }

  /** Notes that a beat arrived. */
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
      // The process ends anyway.
    }
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::ready, untilNextEnd());
        expire();
      }
    } catch (IOException | ClosedSelectorException ended) {
      // So has the port.
    }
    callers.forEach(HealthServer::hangUp);
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Caller caller) {
      read(caller);
    } else {
      accept();
    }
  }

  /** Milliseconds until the next caller is late; 0 for ever. */
  private long untilNextEnd() {
    Caller next = callers.peek();
    return next == null ? 0 : Math.max(1, (next.end - REAL_TIME.nanos()) / 1_000_000 + 1);
  }

  /** All have the same time, so who came first is late first. */
  private void expire() {
    Caller next = callers.peek();
    while (next != null && next.end - REAL_TIME.nanos() <= 0) {
      leave(next);
      next = callers.peek();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = listening.accept();
      if (channel == null) {
        return;
      }
      if (callers.size() >= MOST_CALLERS) {
        leave(callers.element());
      }
      Caller caller =
          new Caller(channel, new StringBuilder(), REAL_TIME.nanos() + PATIENCE.toNanos());
      callers.add(caller);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, caller);
    } catch (IOException lost) {
      // A caller that went away, or the end; or there is no descriptor for the moment.
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private void read(Caller caller) {
    try {
      portion.clear();
      boolean isAll = caller.channel.read(portion) < 0;
      portion.flip();
      caller.request.append(StandardCharsets.ISO_8859_1.decode(portion));
      // To its end, lest the answer be lost with what is unread.
      if (isAll
          || caller.request.length() >= LONGEST_REQUEST
          || caller.request.indexOf("\r\n\r\n") >= 0) {
        caller.channel.write(ByteBuffer.wrap(answer(firstLine(caller.request.toString()))));
        leave(caller);
      }
    } catch (IOException lost) {
      leave(caller);
    }
  }

  private void leave(Caller caller) {
    callers.remove(caller);
    hangUp(caller);
  }

  private static void hangUp(Caller caller) {
    try {
      caller.channel.close();
    } catch (IOException gone) {
      // So it is.
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
