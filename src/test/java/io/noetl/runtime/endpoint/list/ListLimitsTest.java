package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.client.PrivateAuthority;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.endpoint.TestOptions;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits of clients that request many lists. */
@Timeout(120)
class ListLimitsTest {

  @TempDir private Path folder;
  private final TestOptions options = new TestOptions();
  private final List<Socket> clients = new ArrayList<>();
  private final Semaphore leave = new Semaphore(0);
  private final AtomicInteger begun = new AtomicInteger();
  private RuntimeService service;
  private TestEndpoint endpoint;

  @BeforeEach
  void open() {
    service = TestRegistry.sqlite(folder.resolve("runtime.db"));
  }

  @AfterEach
  void close() throws IOException {
    leave.release(1_000);
    for (Socket client : clients) {
      client.close();
    }
    endpoint.close();
    service.close();
  }

  /** Starts a server whose lists block until the test releases them. */
  private void start() {
    RuntimeApi registry =
        (RuntimeApi)
            Proxy.newProxyInstance(
                RuntimeApi.class.getClassLoader(),
                new Class<?>[] {RuntimeApi.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("stream")) {
                    begun.incrementAndGet();
                    leave.acquireUninterruptibly();
                  }
                  try {
                    return method.invoke(service, arguments);
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
    endpoint = TestEndpoint.start(registry, service, options);
  }

  private static String request(int limit, String... headers) {
    return "GET /api/runtimes?limit="
        + limit
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        + String.join("", headers)
        + "\r\n";
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private Socket ask(int limit, String... headers) throws IOException {
    Socket socket =
        options.tls == null
            ? new Socket("127.0.0.1", endpoint.port())
            : PrivateAuthority.MADE
                .clientContext()
                .getSocketFactory()
                .createSocket("127.0.0.1", endpoint.port());
    clients.add(socket);
    socket.setSoTimeout(60_000);
    send(socket, request(limit, headers));
    return socket;
  }

  /** Reads the next answer, and returns its status. */
  private static int status(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertTrue(next >= 0, "the connection ended after " + head);
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ") + 16;
    in.readNBytes(Integer.parseInt(lower.substring(at, lower.indexOf('\r', at))));
    return Integer.parseInt(head.substring(9, 12));
  }

  private long metric(String sample) {
    return endpoint
        .send("GET", "/metrics", null, "Authorization", "Bearer one")
        .text()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(sample.length() + 1)))
        .sum();
  }

  private void await(String sample, long value) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (metric(sample) != value) {
      assertTrue(System.nanoTime() < end, sample + " is " + metric(sample));
      Thread.sleep(5);
    }
  }

  private void awaitBegun(int lists) throws InterruptedException {
    while (begun.get() < lists) {
      Thread.sleep(5);
    }
  }

  private void awaitLists(int count) throws InterruptedException {
    await("noetl_runtime_calls_in_flight{work=\"list\"}", count);
  }

  @Test
  void listsDoNotBlockHeartbeatsAndLookups() throws Exception {
    options.mostInFlight = 3;
    start();
    endpoint.post("/api/worker/pool/register", "{'name':'a'}");
    for (int i = 1; i <= 3; i++) {
      ask(i);
    }
    awaitLists(3);
    assertEquals(503, endpoint.get("/api/runtimes?limit=4").status());
    for (int i = 0; i < 20; i++) {
      assertEquals(200, endpoint.post("/api/worker/pool/heartbeat", "{'name':'a'}").status());
      assertEquals(200, endpoint.post("/api/worker/pool/register", "{'name':'a'}").status());
      assertEquals(200, endpoint.get("/api/runtimes/worker_pool/a").status());
      assertEquals(200, endpoint.get("/api/health").status());
    }
    leave.release(3);
    for (Socket client : clients) {
      assertEquals(200, status(client));
    }
    awaitLists(0);
  }

  @Test
  void listsAboveTheLimitOfAClientAreRefused() throws Exception {
    options.listsPerClient = 3;
    options.tokens = folder.resolve("tokens");
    Files.writeString(options.tokens, "read one\nread two\nwrite three\n");
    start();
    String one = "Authorization: Bearer one\r\n";
    ask(1, one);
    ask(2, one);
    awaitBegun(2);
    ask(3, one);
    awaitLists(3);
    // A list that has not begun is shared.
    ask(3, one);
    awaitLists(4);
    long asked = System.nanoTime();
    TestEndpoint.Answer another =
        endpoint.send("GET", "/api/runtimes?limit=4", null, "Authorization", "Bearer one");
    assertTrue(System.nanoTime() - asked >= Duration.ofMillis(500).toNanos(), "not at once");
    assertEquals(429, another.status());
    assertEquals("3", another.header("Retry-After"));
    assertEquals(
        "{\"items\":[],\"count\":0,\"runtime\":null,\"status\":null,\"error\":\"this token has 3"
            + " lists in progress, the limit (--lists-per-client): wait until one has ended"
            + "\"}",
        another.text());
    TestEndpoint.Answer elsewhere =
        endpoint.send("GET", "/api/runtimes?limit=4", null, "Authorization", "Bearer two");
    assertEquals(429, elsewhere.status());
    assertTrue(elsewhere.text().contains("this address has 3 lists"), elsewhere.text());
    assertEquals(2, metric("noetl_runtime_calls_refused_total{reason=\"lists_per_client\"}"));
    leave.release(10);
    for (Socket client : clients) {
      assertEquals(200, status(client));
    }
    awaitLists(0);
    assertEquals(
        200,
        endpoint
            .send("GET", "/api/runtimes?limit=3", null, "Authorization", "Bearer one")
            .status());
  }

  private void dropsTheListsOfThoseWhoHangUp() throws Exception {
    ask(1);
    ask(2);
    awaitBegun(2);
    Socket gone = ask(3);
    Socket stays = ask(4);
    awaitLists(4);
    gone.close();
    assertEquals(2, begun.get());
    leave.release(100);
    assertEquals(200, status(stays));
    awaitLists(0);
    assertEquals(3, begun.get());
    assertEquals(1, metric("noetl_runtime_calls_refused_total{reason=\"client_gone\"}"));
    send(stays, request(5));
    assertEquals(200, status(stays), "a connection that was looked at goes on");
  }

  @Test
  void listOfAClientThatHungUpIsNotBegun() throws Exception {
    start();
    dropsTheListsOfThoseWhoHangUp();
  }

  @Test
  void listOfAClientThatHungUpIsNotBegunOverTls() throws Exception {
    options.tls =
        new EndpointOptions.TlsFiles(
            PrivateAuthority.MADE.certificate("server"), PrivateAuthority.MADE.key("server"), null);
    start();
    ask(1);
    ask(2);
    awaitBegun(2);
    Socket gone = ask(3);
    Socket stays = ask(4);
    gone.close();
    leave.release(100);
    assertEquals(200, status(stays));
    send(stays, request(5));
    assertEquals(200, status(stays));
    assertEquals(4, begun.get());
  }

  /** The bytes after the request of the list are read early, and must not be lost. */
  @Test
  void pipelinedRequestIsAnsweredAfterTheList() throws Exception {
    start();
    ask(1);
    ask(2);
    awaitBegun(2);
    Socket third = ask(3);
    awaitLists(3);
    send(third, request(4) + request(5));
    leave.release(100);
    assertEquals(200, status(third));
    assertEquals(200, status(third));
    assertEquals(200, status(third));
    assertEquals(5, begun.get());
  }

  @Test
  void longListIsNotLateWhileTheDatabaseAnswers() throws Exception {
    options.deadline = Duration.ofMillis(100);
    start();
    Socket slow = ask(1);
    awaitLists(1);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < Duration.ofMillis(300).toNanos()) {
      endpoint.get("/api/health");
    }
    leave.release(1);
    assertEquals(200, status(slow));
  }
}
