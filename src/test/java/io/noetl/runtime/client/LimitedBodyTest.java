package io.noetl.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.schema.RuntimeApiException.TimedOut;
import io.noetl.runtime.schema.RuntimeApiException.UnintelligibleAnswer;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedBodyTest {

  private static final String POOLS = "/api/worker/pools";
  private static final RuntimeListQuery ALL_POOLS = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);
  private static final String LIST = "{\"items\":[{\"name\":\"p\"}]}";
  private static final int MEGABYTE = 1024 * 1024;

  @RegisterExtension static final StubbedServer SERVER = new StubbedServer();

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
  void gzippedBodyIsUnpacked(String encoding) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(LIST.getBytes(StandardCharsets.UTF_8));
    }

    assertListed(packed(packed.toByteArray(), encoding));
  }

  @Test
  void deflatedBodyIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      out.write(LIST.getBytes(StandardCharsets.UTF_8));
    }

    assertListed(packed(packed.toByteArray(), "deflate"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", ""})
  void bodyThatIsNotPackedIsTakenAsItIs(String encoding) {
    assertListed(packed(LIST.getBytes(StandardCharsets.UTF_8), encoding));
  }

  @Test
  void chunkedBodyIsReadToItsEnd() {
    assertListed(WireMock.okJson(LIST).withChunkedDribbleDelay(7, 70));
  }

  @Test
  void bodyInAnotherEncodingIsRefused() {
    SERVER.answers("GET", POOLS, packed(new byte[] {1}, "br"));

    UnintelligibleAnswer refused =
        assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().list(ALL_POOLS));

    assertEquals(
        SERVER.address() + ": cannot read the answer: the response has the unexpected encoding br",
        refused.getMessage());
  }

  @Test
  void damagedGzipIsRefused() {
    SERVER.answers("GET", POOLS, packed(LIST.getBytes(StandardCharsets.UTF_8), "gzip"));

    UnintelligibleAnswer refused =
        assertThrows(UnintelligibleAnswer.class, () -> SERVER.client().list(ALL_POOLS));

    assertEquals(
        SERVER.address() + ": cannot read the answer: Not in GZIP format", refused.getMessage());
  }

  @Test
  void bodyWithoutEndIsCutAtSixtyFourMegabytes() throws IOException {
    AtomicLong sent = new AtomicLong();
    HttpServer endless =
        serve(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blanks = new byte[MEGABYTE];
          try (OutputStream out = exchange.getResponseBody()) {
            while (sent.get() < 1_000L * MEGABYTE) {
              out.write(blanks);
              sent.addAndGet(MEGABYTE);
            }
          }
        });
    try {
      assertTooLarge("http://127.0.0.1:" + endless.getAddress().getPort());
    } finally {
      endless.stop(0);
    }

    assertTrue(sent.get() < 200L * MEGABYTE, sent + " bytes were taken");
  }

  @Test
  @IntegrationTest
  void smallGzipOfALargeBodyIsCutAtSixtyFourMegabytes() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      byte[] blanks = new byte[MEGABYTE];
      for (int i = 0; i < 300; i++) {
        out.write(blanks);
      }
    }
    SERVER.answers("GET", POOLS, packed(bomb.toByteArray(), "gzip"));

    assertTooLarge(SERVER.address());
  }

  @Test
  void trickleIsCutByTheTimeOut() throws IOException {
    HttpServer trickling =
        serve(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
              out.write(' ');
              out.flush();
              Thread.sleep(50);
            }
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
    String address = "http://127.0.0.1:" + trickling.getAddress().getPort();
    HttpRuntimeApi client = SERVER.client(address, Duration.ofMillis(300));
    try {
      TimedOut late = assertThrows(TimedOut.class, () -> client.list(ALL_POOLS));

      assertEquals(address + " did not answer within 300 ms", late.getMessage());
    } finally {
      trickling.stop(0);
    }
  }

  private static void assertListed(ResponseDefinitionBuilder answer) {
    SERVER.answers("GET", POOLS, answer);

    assertEquals("p", SERVER.client().list(ALL_POOLS).items().getFirst().name());
  }

  private static void assertTooLarge(String address) {
    HttpRuntimeApi client = SERVER.client(address, Duration.ofSeconds(30));

    UnintelligibleAnswer large =
        assertThrows(UnintelligibleAnswer.class, () -> client.list(ALL_POOLS));

    assertEquals(address + ": the answer is larger than 64 MiB", large.getMessage());
  }

  private static ResponseDefinitionBuilder packed(byte[] body, String encoding) {
    return WireMock.ok().withHeader("Content-Encoding", encoding).withBody(body);
  }

  private static HttpServer serve(Handler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.answer(exchange);
          } catch (IOException gone) {
            // The client has heard enough.
          }
        });
    server.setExecutor(Runnable::run);
    server.start();
    return server;
  }

  /** What a server does with one request. */
  private interface Handler {
    void answer(HttpExchange exchange) throws IOException;
  }
}
