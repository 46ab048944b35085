package io.noetl.runtime.endpoint;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.client.ClientOptions;
import io.noetl.runtime.client.HttpRuntimeApi;
import io.noetl.runtime.client.ProxyRules;
import io.noetl.runtime.client.Retries;
import io.noetl.runtime.client.ServerAddress;
import io.noetl.runtime.client.TlsOptions;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.LogFormat;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real endpoint on a free port, and a plain HTTP client for it. */
public final class TestEndpoint implements AutoCloseable {

  static {
    // The JDK reads this property once; the program's own client needs this value.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final RuntimeEndpoint endpoint;

  private TestEndpoint(RuntimeApi registry, RuntimeMaintenance maintenance, TestOptions options) {
    EndpointContext context =
        new EndpointContext(
            log::add,
            LogFormat.JSON,
            () -> 0,
            false,
            InstantSource.system(),
            options.nanoTime,
            new Random(),
            "test-host",
            4711,
            "1.2.3",
            null);
    this.endpoint = new RuntimeEndpoint(registry, maintenance, options.build(), context);
  }

  /** An endpoint with the default options of tests. */
  public static TestEndpoint start(RuntimeService service) {
    return start(service, service, new TestOptions());
  }

  public static TestEndpoint start(
      RuntimeApi registry, RuntimeMaintenance maintenance, TestOptions options) {
    return new TestEndpoint(registry, maintenance, options);
  }

  public String address() {
    return endpoint.address();
  }

  public int port() {
    return URI.create(address()).getPort();
  }

  public void reload() {
    endpoint.reload();
  }

  /** The lines of the log, parsed. */
  public List<JsonObject> log() {
    return log.stream().map(TestJson::object).toList();
  }

  public List<String> events() {
    return log().stream().map(line -> line.text("event")).toList();
  }

  @Override
  public void close() {
    endpoint.close();
    client.close();
  }

  /** An answer. */
  public record Answer(int status, HttpResponse<byte[]> response) {

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonObject json() {
      return TestJson.object(text());
    }
  }

  /** How many components the program's own client lists over TLS. */
  public int listed(TlsOptions tls, String token) {
    try (HttpRuntimeApi client =
        new HttpRuntimeApi(
            new ClientOptions(
                ServerAddress.of(address()),
                Duration.ofSeconds(30),
                Retries.NONE,
                token,
                Map.of(),
                tls,
                ProxyRules.NONE,
                "noetl-runtime/test",
                line -> {}))) {
      return client.list(RuntimeListQuery.of(null)).items().size();
    }
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  /** Sends a JSON body, which may have single quotes. */
  public Answer post(String path, String body) {
    return send("POST", path, body.replace('\'', '"'), "Content-Type", "application/json");
  }

  public Answer send(String method, String path, String body, String... headers) {
    return sendBytes(
        method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public Answer sendBytes(String method, String path, byte[] body, String... headers) {
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
}
