package io.noetl.runtime.endpoint;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeMaintenance;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** A real endpoint on a free port of this machine, and a client that speaks plain HTTP to it. */
public final class TestEndpoint implements AutoCloseable {

  static {
    // Java reads this once, whoever asks first; our own client needs it so.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final RuntimeEndpoint endpoint;

  private TestEndpoint(RuntimeApi registry, RuntimeMaintenance maintenance, Knobs knobs) {
    EndpointContext context =
        new EndpointContext(
            log::add,
            () -> 0,
            false,
            InstantSource.system(),
            knobs.nanoTime,
            new Random(),
            "test-host",
            4711,
            "1.2.3");
    this.endpoint = new RuntimeEndpoint(registry, maintenance, knobs.options(), context);
  }

  /** An endpoint with patience enough for a slow machine. */
  public static TestEndpoint start(RuntimeService service) {
    return start(service, service, new Knobs());
  }

  static TestEndpoint start(RuntimeApi registry, RuntimeMaintenance maintenance, Knobs knobs) {
    return new TestEndpoint(registry, maintenance, knobs);
  }

  public String address() {
    return endpoint.address();
  }

  int port() {
    return URI.create(address()).getPort();
  }

  void reload() {
    endpoint.reload();
  }

  /** The lines of the log, read. */
  List<JsonObject> log() {
    return log.stream().map(TestJson::object).toList();
  }

  List<String> events() {
    return log().stream().map(line -> line.text("event")).toList();
  }

  @Override
  public void close() {
    endpoint.close();
    client.close();
  }

  /** What came back. */
  record Answer(int status, HttpResponse<byte[]> response) {

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonObject json() {
      return TestJson.object(text());
    }
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  /** Sends a body of JSON that may be written with single quotes. */
  Answer post(String path, String body) {
    return send("POST", path, body.replace('\'', '"'), "Content-Type", "application/json");
  }

  Answer send(String method, String path, String body, String... headers) {
    return sendBytes(
        method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Answer sendBytes(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** What a test may turn. */
  static final class Knobs {

    int port;
    LongSupplier nanoTime = System::nanoTime;
    Duration deadline = Duration.ofSeconds(20);
    Duration listDeadline = Duration.ofSeconds(60);
    int listsPerClient = 16;
    int mostInFlight = 64;
    int mostOfAddress = 5000;
    Duration grace = Duration.ofSeconds(20);
    String defaultName;
    Path tokens;
    EndpointOptions.TlsFiles tls;

    /** Requests that are written by hand name it. */
    List<String> allowedHosts = List.of("h");

    String listen = "127.0.0.1";
    boolean accessLog;
    Duration beatEvery;
    Duration sweepEvery = Duration.ofHours(1);
    Duration offlineAfter = Duration.ofSeconds(60);

    EndpointOptions options() {
      return new EndpointOptions(
          new InetSocketAddress(listen, port),
          deadline,
          listDeadline,
          Duration.ofSeconds(3),
          mostInFlight,
          listsPerClient,
          mostOfAddress,
          grace,
          defaultName,
          tokens,
          tls,
          allowedHosts,
          accessLog,
          sweepEvery,
          offlineAfter,
          beatEvery);
    }
  }
}
