package io.noetl.runtime.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components are asked at real sockets. */
class ComponentProbesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private ServerSocket server;
  private volatile String answer = "HTTP/1.1 200 OK\r\n\r\n";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = server.accept();
        accepted.add(socket);
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(Socket socket) {
    try {
      byte[] request = new byte[1000];
      int length = socket.getInputStream().read(request);
      if (length > 0) {
        requests.add(new String(request, 0, length, StandardCharsets.US_ASCII));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        if (!answer.isEmpty()) {
          socket.close();
        }
      }
    } catch (IOException gone) {
      // The probe has what it needs.
    }
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }

  private static RuntimeComponentInfo component(String uri, String path) {
    JsonObject runtime = JsonObject.EMPTY.withPresent("health_path", path);
    return new RuntimeComponentInfo(
        JsonObject.EMPTY.with("name", "n").withPresent("uri", uri).with("runtime", runtime));
  }

  private static ComponentProbes probes(Duration longest, String... allowed) {
    return new ComponentProbes(
        new ProbeAllowList(List.of(allowed)), InetAddress::getAllByName, longest);
  }

  private ProbeResult probe(String uri, String path, String... allowed)
      throws InterruptedException {
    String there = uri == null ? null : uri.replace("PORT", "" + server.getLocalPort());
    return probes(PATIENCE, allowed).of(List.of(component(there, path))).getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, true",
    "204 No Content, true",
    "302 Found, false",
    "404 Not Found, false",
    "503, false"
  })
  void statusIsTheAnswer(String status, boolean isReachable) throws InterruptedException {
    answer = "HTTP/1.1 " + status + "\r\nLocation: http://127.0.0.1:1/\r\n\r\n";
    assertEquals(
        new ProbeResult(isReachable, "GET /health answers " + status.substring(0, 3)),
        probe("http://u:p@127.0.0.1:PORT/api", null, "127.0.0.0/8"));
    assertEquals(
        List.of(
            "GET /health HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.getLocalPort()
                + "\r\nUser-Agent: noetl-runtime\r\nAccept: */*\r\nConnection: close\r\n\r\n"),
        requests);
  }

  @Test
  void declaredPathIsAsked() throws InterruptedException {
    assertEquals(
        new ProbeResult(true, "GET /up answers 200"),
        probe("http://localhost:PORT", "/up?token=secret", "localhost"));
    assertTrue(requests.getFirst().startsWith("GET /up?token=secret HTTP/1.1\r\n"));
  }

  @Test
  void otherSchemesAreConnections() throws InterruptedException {
    assertEquals(
        new ProbeResult(true, "accepts connections"),
        probe("nats://127.0.0.1:PORT", null, "127.0.0.1"));
    assertEquals(List.of(), requests);
    assertEquals(
        new ProbeResult(false, "connection refused"),
        probe("tcp://127.0.0.1:1", null, "127.0.0.1"));
  }

  @Test
  void answerOfAnotherProtocolIsNone() throws InterruptedException {
    answer = "SSH-2.0-x\r\n" + "y".repeat(10_000);
    assertEquals(
        new ProbeResult(false, "it does not answer in HTTP"),
        probe("http://127.0.0.1:PORT", null, "127.0.0.1"));
    ProbeResult tls = probe("https://127.0.0.1:PORT", null, "127.0.0.1");
    assertEquals(false, tls.reachable());
    assertTrue(tls.words().startsWith("TLS failed: "), tls.words());
  }

  @ParameterizedTest
  @CsvSource({
    ",, it has no URI",
    "127.0.0.1,, its URI has no host with a port",
    "redis://127.0.0.1,, its URI has no host with a port",
    "'http://a b',, its URI has no host with a port",
    "http://127.0.0.1:PORT, health, its meta.health_path is not a path such as /health",
    "http://127.0.0.1:PORT, '/a b', its meta.health_path is not a path such as /health",
    "http://127.0.0.1:PORT, '/a\r\nX: y', its meta.health_path is not a path such as /health",
    "http://127.0.0.1:PORT, /, host 127.0.0.1 is not allowed by --probe-allow",
    "http://localhost:PORT, /, host localhost is not allowed by --probe-allow"
  })
  void componentIsNotAsked(String uri, String path, String why) throws InterruptedException {
    assertEquals(new ProbeResult(null, why), probe(uri, path, "10.0.0.0/8", "example.com"));
    assertEquals(List.of(), accepted);
  }

  @Test
  void nameIsResolvedOnceAndItsCheckedAddressConnected() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    ComponentProbes rebound =
        new ComponentProbes(
            new ProbeAllowList(List.of("127.0.0.0/8")),
            host -> {
              String address = asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2";
              return new InetAddress[] {InetAddress.ofLiteral(address)};
            },
            PATIENCE);
    String uri = "http://changing.example:" + server.getLocalPort();
    assertEquals(
        List.of(new ProbeResult(true, "GET /health answers 200")),
        rebound.of(List.of(component(uri, null))));
    assertEquals(1, asked.get());
    assertTrue(requests.getFirst().contains("\r\nHost: changing.example:"));
  }

  @Test
  void addressThatRefusesIsFollowedByTheNextAllowedOne() throws InterruptedException {
    InetAddress[] several = {
      InetAddress.ofLiteral("127.0.0.3"),
      InetAddress.ofLiteral("127.0.0.2"),
      InetAddress.ofLiteral("127.0.0.1")
    };
    String uri = "http://several.example:" + server.getLocalPort();
    assertEquals(
        List.of(new ProbeResult(true, "GET /health answers 200")),
        new ComponentProbes(
                new ProbeAllowList(List.of("127.0.0.2", "127.0.0.1")), host -> several, PATIENCE)
            .of(List.of(component(uri, null))));
    assertEquals(
        List.of(new ProbeResult(false, "connection refused")),
        new ComponentProbes(
                new ProbeAllowList(List.of("127.0.0.3", "127.0.0.2")), host -> several, PATIENCE)
            .of(List.of(component(uri, null))));
    assertEquals(1, accepted.size());
  }

  @Test
  void unknownHostIsTold() throws InterruptedException {
    ComponentProbes nowhere =
        new ComponentProbes(
            new ProbeAllowList(List.of("h.example")),
            host -> {
              throw new UnknownHostException(host);
            },
            PATIENCE);
    assertEquals(
        List.of(new ProbeResult(false, "host h.example cannot be resolved")),
        nowhere.of(List.of(component("http://h.example", null))));
  }

  @Test
  void silenceEndsAtTheLimit() throws InterruptedException {
    answer = "";
    String uri = "http://127.0.0.1:" + server.getLocalPort();
    assertEquals(
        List.of(new ProbeResult(false, "no answer within 100ms")),
        probes(Duration.ofMillis(100), "127.0.0.1").of(List.of(component(uri, null))));
  }

  /** The probe alone measures the time: another limit would end some attempts with other words. */
  @Test
  void hostThatDropsPacketsDoesNotAnswer() throws IOException, InterruptedException {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) {
        SocketChannel one = SocketChannel.open();
        waiting.add(one);
        one.configureBlocking(false);
        one.connect(full.getLocalSocketAddress());
      }
      String uri = "tcp://127.0.0.1:" + full.getLocalPort();
      assertEquals(
          Collections.nCopies(20, new ProbeResult(false, "no answer within 50ms")),
          probes(Duration.ofMillis(50), "127.0.0.1")
              .of(Collections.nCopies(20, component(uri, null))));
    } finally {
      for (SocketChannel one : waiting) {
        one.close();
      }
    }
  }

  @Test
  void someAreAskedAtOnce() throws InterruptedException {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(32);
    ComponentProbes counted =
        new ComponentProbes(
            new ProbeAllowList(List.of("h")),
            host -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              full.countDown();
              try {
                full.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              now.decrementAndGet();
              throw new UnknownHostException(host);
            },
            PATIENCE);
    List<RuntimeComponentInfo> many =
        new ArrayList<>(Collections.nCopies(100, component("http://h", null)));
    assertEquals(100, counted.of(many).size());
    assertEquals(32, most.get());
  }
}
