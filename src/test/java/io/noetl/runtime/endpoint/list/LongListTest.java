package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.endpoint.TestOptions;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.service.RuntimeService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are too long for the memory. */
@IntegrationTest
class LongListTest {

  private static final int ROWS = 300;
  private static final String WORD = "x".repeat(60_000);

  @TempDir private Path folder;
  private final AtomicInteger breaksAfter = new AtomicInteger(Integer.MAX_VALUE);
  private RuntimeService service;
  private TestEndpoint endpoint;

  @BeforeEach
  void open() {
    service = TestRegistry.sqlite(folder.resolve("runtime.db"));
    RuntimeApi registry =
        (RuntimeApi)
            Proxy.newProxyInstance(
                RuntimeApi.class.getClassLoader(),
                new Class<?>[] {RuntimeApi.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("stream")) {
                    rows((ComponentSink) arguments[arguments.length - 1]);
                  }
                  return null;
                });
    endpoint = TestEndpoint.start(registry, service, new TestOptions());
  }

  @AfterEach
  void close() {
    endpoint.close();
    service.close();
  }

  private void rows(ComponentSink sink) {
    for (int i = 0; i < ROWS; i++) {
      if (i == breaksAfter.get()) {
        throw new Unavailable("broken off", Details.NONE);
      }
      sink.accept(
          new RuntimeComponentInfo(JsonObject.EMPTY.with("name", "p" + i).with("uri", WORD)), null);
    }
  }

  private static void assertWhole(TestEndpoint.Answer list) {
    assertEquals(200, list.status());
    String text = list.text();
    assertTrue(text.endsWith("],\"count\":300,\"runtime\":null,\"status\":null,\"error\":null}"));
    assertEquals(ROWS * 60_000L, text.chars().filter(c -> c == 'x').count());
    assertEquals(Integer.toString(text.length()), list.header("Content-Length"));
    assertEquals("p299", items(list).getLast().text("name"));
  }

  private static List<JsonObject> items(TestEndpoint.Answer list) {
    return TestJson.items(list.json(), "items");
  }

  /** More lists than the limit of files, so each has to release its file. */
  @Test
  void longListsAreSentInSequence() {
    for (int i = 0; i < 20; i++) {
      assertWhole(endpoint.get("/api/worker/pools"));
      TestEndpoint.Answer head = endpoint.send("HEAD", "/api/worker/pools", null);
      assertEquals(200, head.status());
      assertTrue(Long.parseLong(head.header("Content-Length")) > ROWS * 60_000L);
    }
  }

  @Test
  void longListsAreSentConcurrently() throws Exception {
    List<CompletableFuture<TestEndpoint.Answer>> lists = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String path = i % 2 == 0 ? "/api/worker/pools" : "/api/brokers";
      lists.add(
          CompletableFuture.supplyAsync(() -> endpoint.get(path), Thread::startVirtualThread));
    }
    for (CompletableFuture<TestEndpoint.Answer> list : lists) {
      assertWhole(list.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void longListsAreCompressedOnRequest() throws Exception {
    TestEndpoint.Answer plain = endpoint.get("/api/worker/pools");
    for (int i = 0; i < 20; i++) {
      TestEndpoint.Answer list =
          endpoint.send("GET", "/api/worker/pools", null, "Accept-Encoding", "gzip");
      assertEquals("gzip", list.header("Content-Encoding"));
      assertEquals(Integer.toString(list.response().body().length), list.header("Content-Length"));
      assertTrue(list.response().body().length < 1_000_000);
      assertEquals(plain.text(), unzipped(list));
      TestEndpoint.Answer head =
          endpoint.send("HEAD", "/api/worker/pools", null, "Accept-Encoding", "gzip");
      assertEquals(list.header("Content-Length"), head.header("Content-Length"));
      assertEquals("gzip", head.header("Content-Encoding"));
    }
  }

  @Test
  void compressedAndPlainListsAreSentConcurrently() throws Exception {
    List<CompletableFuture<TestEndpoint.Answer>> lists = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String coding = i % 2 == 0 ? "gzip" : "identity";
      lists.add(
          CompletableFuture.supplyAsync(
              () -> endpoint.send("GET", "/api/brokers", null, "Accept-Encoding", coding),
              Thread::startVirtualThread));
    }
    for (int i = 0; i < lists.size(); i++) {
      TestEndpoint.Answer list = lists.get(i).get(60, TimeUnit.SECONDS);
      if (i % 2 == 0) {
        assertTrue(
            unzipped(list)
                .endsWith(",\"count\":300,\"runtime\":null,\"status\":null,\"error\":null}"));
      } else {
        assertWhole(list);
      }
    }
  }

  private static String unzipped(TestEndpoint.Answer list) throws IOException {
    try (InputStream plain =
        new GZIPInputStream(new ByteArrayInputStream(list.response().body()))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void longListThatFailsIsAnError() {
    breaksAfter.set(ROWS - 1);
    for (int i = 0; i < 20; i++) {
      TestEndpoint.Answer list =
          i % 2 == 0
              ? endpoint.get("/api/worker/pools")
              : endpoint.send("GET", "/api/worker/pools", null, "Accept-Encoding", "gzip");
      assertEquals(503, list.status());
      assertEquals(
          "{\"items\":[],\"count\":0,\"runtime\":null,\"status\":null,"
              + "\"error\":\"the database cannot do it now\"}",
          list.text());
    }
    breaksAfter.set(Integer.MAX_VALUE);
    assertWhole(endpoint.get("/api/worker/pools"));
  }

  @Test
  void clientsThatHangUpReleaseTheFile() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = new Socket("127.0.0.1", endpoint.port())) {
        socket
            .getOutputStream()
            .write(
                "GET /api/worker/pools HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        assertTrue(socket.getInputStream().readNBytes(1_000).length > 0);
      }
      awaitList();
    }
    assertWhole(endpoint.get("/api/worker/pools"));
  }

  /** The server notices after a moment that the clients have disconnected. */
  private void awaitList() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (endpoint.send("HEAD", "/api/worker/pools", null).status() != 200) {
      assertTrue(System.nanoTime() < end, "no place for another list");
    }
  }
}
