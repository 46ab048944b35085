package io.noetl.runtime.client;

import static io.noetl.runtime.client.Requests.beat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import io.noetl.runtime.schema.RuntimeApiException.Unreachable;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HttpTransportTest {

  private static final String POOL = "/api/worker/pool/heartbeat";
  private static final Duration SHORT = Duration.ofMillis(200);

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  // Time-outs

  @Test
  void answerThatComesTooLateTimesOut() {
    SERVER.answers("POST", POOL, Recorded.answer(86).withFixedDelay(3_000));

    assertTimedOut(SERVER.client(SERVER.address(), SHORT));
  }

  @Test
  void bodyThatTricklesTimesOut() {
    SERVER.answers("POST", POOL, Recorded.answer(86).withChunkedDribbleDelay(10, 3_000));

    assertTimedOut(SERVER.client(SERVER.address(), SHORT));
  }

  @Test
  void serverThatAcceptsAndSaysNothingTimesOut() throws IOException {
    try (ServerSocket silent = listen()) {
      assertTimedOut(SERVER.client("http://127.0.0.1:" + silent.getLocalPort(), SHORT));
    }
  }

  @Test
  void clientIsUsableAfterATimeOut() {
    SERVER.answers("POST", POOL, Recorded.answer(86).withFixedDelay(3_000));
    SERVER.answers("GET", "/api/worker/pools", Recorded.answer(177));
    // Long enough for the second answer on a busy machine, and shorter than the first one.
    HttpRuntimeApi client = SERVER.client(SERVER.address(), Duration.ofMillis(1_500));

    assertThrows(TimedOut.class, () -> client.heartbeat(beat("p")));

    assertEquals(0, client.list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL)).items().size());
  }

  @Test
  void interruptedThreadStopsWaitingAndStaysInterrupted() throws IOException {
    try (ServerSocket silent = listen()) {
      String address = "http://127.0.0.1:" + silent.getLocalPort();
      HttpRuntimeApi client = SERVER.client(address, Duration.ofSeconds(30));
      Thread.currentThread().interrupt();

      TimedOut stopped = assertThrows(TimedOut.class, () -> client.heartbeat(beat("p")));

      assertTrue(Thread.interrupted());
      assertEquals("interrupted while waiting for " + address, stopped.getMessage());
    }
  }

  // Nobody there

  @Test
  void closedPortRefusesTheConnection() throws IOException {
    int port;
    try (ServerSocket closed = listen()) {
      port = closed.getLocalPort();
    }

    assertUnreachable("http://127.0.0.1:" + port, "connection refused");
  }

  @Test
  void unknownHostIsNamed() {
    assertUnreachable(
        "http://no-such-host.invalid:8083/noetl", "the host name no-such-host.invalid is unknown");
  }

  @Test
  void serverWithoutTlsIsNamed() {
    assertUnreachable(
        SERVER.address().replace("http:", "https:"),
        "TLS failed: Unrecognized SSL message, plaintext connection?");
  }

  @Test
  void connectionThatEndsWithoutAnAnswerIsUnreachable() {
    SERVER.answers("POST", POOL, Recorded.answer(86).withFault(Fault.EMPTY_RESPONSE));

    assertUnreachable(
        SERVER.address(), "the connection was lost: Unexpected end of file from server");
  }

  @Test
  void garbageUpToTheEndOfTheConnectionIsUnintelligible() {
    SERVER.answers("POST", POOL, Recorded.answer(86).withFault(Fault.MALFORMED_RESPONSE_CHUNK));

    assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().heartbeat(beat("p")));
  }

  @ParameterizedTest
  @EnumSource(names = "MALFORMED_RESPONSE_CHUNK", mode = EnumSource.Mode.EXCLUDE)
  void brokenConnectionIsUnreachable(Fault fault) {
    SERVER.answers("POST", POOL, Recorded.answer(86).withFault(fault));

    assertThrows(Unreachable.class, () -> SERVER.client().heartbeat(beat("p")));
  }

  // What is sent

  @Test
  void requestCarriesItsHeadersAndNoUpgrade() {
    SERVER.answers("POST", POOL, Recorded.answer(86));

    SERVER
        .client(Duration.ofSeconds(30), "tok", Map.of("X-Tenant", "blue"), line -> {})
        .heartbeat(beat("p"));

    Request sent = SERVER.requests().getFirst();
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("Accept", "application/json");
    expected.put("Authorization", "Bearer tok");
    expected.put("Connection", "close");
    expected.put("Content-Length", "12");
    expected.put("Content-Type", "application/json");
    expected.put("Host", SERVER.address().substring("http://".length()));
    expected.put("User-Agent", "noetl-runtime/test");
    expected.put("X-Tenant", "blue");
    assertEquals(expected, headers(sent));
    assertEquals("HTTP/1.1", sent.getProtocol());
  }

  @Test
  void listHasNoBodyAndNoContentType() {
    SERVER.answers("GET", "/api/worker/pools", Recorded.answer(177));

    SERVER.client().list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL));

    Request sent = SERVER.requests().getFirst();
    assertEquals(Set.of("Accept", "Connection", "Host", "User-Agent"), headers(sent).keySet());
  }

  @Test
  void extraHeaderReplacesTheUsualOne() {
    SERVER.answers("POST", POOL, Recorded.answer(86));

    SERVER
        .client(Duration.ofSeconds(30), "tok", Map.of("Authorization", "Basic abc"), line -> {})
        .heartbeat(beat("p"));

    assertEquals("Basic abc", SERVER.requests().getFirst().getHeader("Authorization"));
  }

  @ParameterizedTest
  @CsvSource({"Host, x", "Connection, close", "Content-Length, 5", "X-Key, 'se\ncret'"})
  void headerThatNoClientMaySetIsRefusedWithoutItsValue(String name, String value) {
    HttpRuntimeApi client =
        SERVER.client(Duration.ofSeconds(30), null, Map.of(name, value), line -> {});

    InvalidRequest invalid = assertThrows(InvalidRequest.class, () -> client.heartbeat(beat("p")));

    assertEquals(
        "header: Header should be one that a client may set, with a value of one line (got \""
            + name
            + "\")",
        invalid.getMessage());
  }

  // The end

  @Test
  void threadOfARequestEndsWithIt() throws InterruptedException {
    SERVER.answers("POST", POOL, Recorded.answer(86));
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    SERVER.client().heartbeat(beat("p"));

    for (Thread thread : newClientThreads(before)) {
      assertTrue(thread.join(Duration.ofSeconds(5)), thread + " still runs");
    }
  }

  @Test
  void clientThatIsClosedDuringARequestLeavesNoThreadBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (ServerSocket silent = listen()) {
      HttpRuntimeApi client = SERVER.client("http://127.0.0.1:" + silent.getLocalPort(), SHORT);
      assertThrows(TimedOut.class, () -> client.heartbeat(beat("p")));

      client.close();
    }

    for (Thread thread : newClientThreads(before)) {
      assertTrue(thread.join(Duration.ofSeconds(5)), thread + " still runs");
    }
  }

  @Test
  void clientThatWasNeverUsedCloses() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    HttpRuntimeApi client = SERVER.client();

    client.close();
    client.close();

    assertEquals(Set.of(), namesOf(newClientThreads(before)));
  }

  private static void assertTimedOut(HttpRuntimeApi client) {
    long start = System.nanoTime();
    TimedOut late = assertThrows(TimedOut.class, () -> client.heartbeat(beat("p")));
    Duration waited = Duration.ofNanos(System.nanoTime() - start);

    assertTrue(late.getMessage().endsWith(" did not answer within 200 ms"), late.getMessage());
    assertTrue(late.getMessage().startsWith("http://127.0.0.1:"), late.getMessage());
    assertTrue(waited.compareTo(SHORT) >= 0, waited.toString());
    assertTrue(waited.compareTo(Duration.ofMillis(2_500)) < 0, waited.toString());
  }

  private static void assertUnreachable(String address, String why) {
    HttpRuntimeApi client = SERVER.client(address, Duration.ofSeconds(30));

    RuntimeApiException failed = assertThrows(Unreachable.class, () -> client.heartbeat(beat("p")));

    assertEquals("cannot reach " + address + ": " + why, failed.getMessage());
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpHeader header : request.getHeaders().all()) {
      headers.put(header.key(), String.join(" and ", header.values()));
    }
    return headers;
  }

  private static Set<Thread> newClientThreads(Set<Thread> before) {
    Set<Thread> started = clientThreads();
    started.removeAll(before);
    return started;
  }

  private static Set<Thread> clientThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().equals("noetl-http"));
    return threads;
  }

  private static Set<String> namesOf(Set<Thread> threads) {
    Set<String> names = new TreeSet<>();
    threads.forEach(thread -> names.add(thread.getName()));
    return names;
  }

  @Test
  void unansweredConnectionIsUnreachable() throws IOException {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // No connection is accepted: once the queue is full, further clients wait in the kernel.
      for (int i = 0; i < 8; i++) {
        Socket waiting = new Socket();
        queue.add(waiting);
        try {
          waiting.connect(full.getLocalSocketAddress(), 50);
        } catch (SocketTimeoutException isFull) {
          break;
        }
      }
      String address = "http://127.0.0.1:" + full.getLocalPort();

      Unreachable silent =
          assertThrows(
              Unreachable.class,
              () -> SERVER.client(address, Duration.ofMillis(400)).heartbeat(Requests.beat("p")));

      assertEquals(
          "cannot reach " + address + ": nothing answered the connection", silent.getMessage());
    } finally {
      for (Socket waiting : queue) {
        waiting.close();
      }
    }
  }
}
