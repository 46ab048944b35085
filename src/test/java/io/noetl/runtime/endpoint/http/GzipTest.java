package io.noetl.runtime.endpoint.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.endpoint.EndpointFixture;
import io.noetl.runtime.endpoint.TestEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lists are compressed, and for which clients. */
class GzipTest extends EndpointFixture {

  @BeforeEach
  void serveRegistry() {
    serve();
    register("a");
  }

  private void register(String name) {
    String labels = "x".repeat(1000);
    String body = "{'name':'%s','kind':'broker','uri':'http://u','labels':{'of':'%s'}}";
    assertEquals(
        200, endpoint.post("/api/runtime/register", body.formatted(name, labels)).status());
  }

  private void registerMany() {
    for (int i = 0; i < 40; i++) {
      register("b" + i);
    }
  }

  private TestEndpoint.Answer ask(String path) {
    return endpoint.send("GET", path, null, "Accept-Encoding", "gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/brokers",
        "/api/runtimes",
        "/api/runtimes?limit=39",
        "/api/discovery",
        "/api/discovery/prometheus"
      })
  void longListIsCompressed(String path) throws IOException {
    registerMany();
    TestEndpoint.Answer plain = endpoint.get(path);
    assertNull(plain.header("Content-Encoding"));
    assertEquals("Accept-Encoding", plain.header("Vary"));
    TestEndpoint.Answer list = ask(path);
    byte[] body = list.response().body();
    assertEquals("gzip", list.header("Content-Encoding"));
    assertEquals("Accept-Encoding", list.header("Vary"));
    assertEquals("application/json", list.header("Content-Type"));
    assertEquals(Integer.toString(body.length), list.header("Content-Length"));
    assertTrue(body.length < plain.response().body().length / 4);
    try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
      assertEquals(plain.text(), new String(unzipped.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void longListOfDependentsIsCompressed() {
    for (int i = 0; i < 100; i++) {
      String name = "x".repeat(230) + i;
      String body = "{'name':'%s','kind':'monitor','meta':{'depends_on':['broker/a','broker/%s']}}";
      assertEquals(
          200, endpoint.post("/api/runtime/register", body.formatted(name, name)).status());
    }
    TestEndpoint.Answer list = ask("/api/runtimes/broker/a/dependents");
    assertEquals("gzip", list.header("Content-Encoding"));
    assertEquals("Accept-Encoding", list.header("Vary"));
    assertNull(endpoint.get("/api/runtimes/broker/a/dependents").header("Content-Encoding"));
  }

  @Test
  void shortListAndOtherAnswersAreNotCompressed() {
    TestEndpoint.Answer list = ask("/api/brokers");
    assertEquals("Accept-Encoding", list.header("Vary"));
    assertEquals(1, list.json().get("count").asInt());
    registerMany();
    for (String path : new String[] {"/api/runtimes/broker/a", "/metrics", "/", "/openapi.json"}) {
      TestEndpoint.Answer other = ask(path);
      assertEquals(200, other.status());
      assertNull(other.header("Content-Encoding"), path);
      assertNull(other.header("Vary"), path);
    }
  }

  @Test
  void listIsPlainForClientsWithoutGzip() {
    registerMany();
    for (String coding :
        new String[] {"identity", "br", "gzip;q=0", "*;q=0", "gzip;q=0.1, identity"}) {
      TestEndpoint.Answer list =
          endpoint.send("GET", "/api/brokers", null, "Accept-Encoding", coding);
      assertNull(list.header("Content-Encoding"), coding);
      assertEquals(41, list.json().get("count").asInt(), coding);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "*",
        "br, gzip",
        "deflate, gzip;q=1.0, *;q=0.5",
        "gzip;q=0.5, identity;q=0.5",
        "identity;q=0, gzip;q=0.001",
        "br;q=1, *;q=0.1"
      })
  void gzipIsAccepted(String coding) {
    assertTrue(AcceptEncoding.takesGzip(HttpFields.build().add("Accept-Encoding", coding)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "br", "gzip;q=0", "*, gzip;q=0", "identity", "gzip;q=0.4, identity;q=0.5"})
  void gzipIsNotAccepted(String coding) {
    assertEquals(
        false, AcceptEncoding.takesGzip(HttpFields.build().add("Accept-Encoding", coding)), coding);
  }

  @Test
  void gzipIsNeverSentWithoutAcceptEncoding() {
    assertEquals(false, AcceptEncoding.takesGzip(HttpFields.EMPTY));
    HttpFields two = HttpFields.build().add("Accept-Encoding", "br").add("Accept-Encoding", "gzip");
    assertTrue(AcceptEncoding.takesGzip(two));
  }
}
