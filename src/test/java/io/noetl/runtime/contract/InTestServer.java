package io.noetl.runtime.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.MalformedJsonException;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.Unavailable;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The runtime API over HTTP in front of any registry, on a free port of this machine: as much of
 * {@code serve} as the client uses.
 */
public final class InTestServer implements AutoCloseable {

  private final RuntimeApi registry;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private InTestServer(RuntimeApi registry, HttpServer server) {
    this.registry = registry;
    this.server = server;
  }

  /** Starts a server; closing it leaves the registry open. */
  public static InTestServer start(RuntimeApi registry) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    InTestServer started = new InTestServer(registry, http);
    http.setExecutor(started.threads);
    http.createContext("/", started::serve);
    http.start();
    return started;
  }

  /** Where it answers, such as {@code http://127.0.0.1:40123}. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Reply reply = answer(exchange, body);
      reply.headers.forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = Json.write(reply.body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply answer(HttpExchange exchange, String body) {
    try {
      String path = exchange.getRequestURI().getPath();
      return switch (exchange.getRequestMethod() + " " + path) {
        case "POST /api/worker/pool/register", "POST /api/runtime/register" ->
            Reply.ok(
                registry
                    .register(RuntimeRegistrationRequest.fromJson(Json.readObject(body)))
                    .json());
        case "POST /api/worker/pool/heartbeat", "POST /api/runtime/heartbeat" ->
            Reply.ok(
                registry.heartbeat(RuntimeHeartbeatRequest.fromJson(Json.readObject(body))).json());
        case "DELETE /api/worker/pool/deregister", "DELETE /api/runtime/deregister" ->
            deregister(RuntimeDeregistrationRequest.fromJson(Json.readObject(body)));
        case "GET /api/worker/pools" -> list(RuntimeKind.WORKER_POOL, parameters(exchange));
        case "GET /api/runtimes" -> {
          Map<String, String> parameters = parameters(exchange);
          String kind = parameters.get("kind");
          yield list(kind == null ? null : RuntimeKind.of(kind), parameters);
        }
        default -> Reply.detail(404, "Not Found");
      };
    } catch (MalformedJsonException broken) {
      return invalid(List.of(new FieldError("json_invalid", "", broken.problem(), null)));
    } catch (RuntimeApiException refused) {
      return refusal(refused);
    } catch (RuntimeException bug) {
      return Reply.detail(500, bug.toString());
    }
  }

  private Reply deregister(RuntimeDeregistrationRequest request) {
    try {
      return Reply.ok(registry.deregister(request).json()).with("X-NoETL-Changed", "1");
    } catch (UnknownComponent unknown) {
      JsonObject ok = JsonObject.EMPTY.with("status", "ok").with("name", request.name());
      return Reply.ok(
              ok.with("runtime_id", null).with("runtime", null).with("kind", request.kind().word()))
          .with("X-NoETL-Changed", "0");
    }
  }

  private Reply list(RuntimeKind kind, Map<String, String> parameters) {
    String runtime = parameters.get("runtime");
    String status = parameters.get("status");
    List<Map<String, Object>> items =
        registry
            .list(
                new RuntimeListQuery(kind, parameters.get("name"), null, runtime, status, Map.of()))
            .items()
            .stream()
            .map(RuntimeComponentInfo::json)
            .map(JsonObject::fields)
            .toList();
    return Reply.ok(
        JsonObject.EMPTY
            .with("items", items)
            .with("count", items.size())
            .with("runtime", runtime)
            .with("status", status)
            .with("error", null));
  }

  private static Reply refusal(RuntimeApiException refused) {
    return switch (refused) {
      case UnknownComponent unknown ->
          Reply.detail(404, Map.of("status", "unknown", "name", unknown.name()))
              .with("Retry-After", "3");
      case InvalidRequest invalid when !invalid.fields().isEmpty() -> invalid(invalid.fields());
      case InvalidRequest invalid -> Reply.detail(400, invalid.getMessage());
      case Unavailable busy -> Reply.detail(503, busy.getMessage()).with("Retry-After", "3");
      default -> Reply.detail(500, refused.getMessage());
    };
  }

  private static Reply invalid(List<FieldError> errors) {
    return Reply.detail(
        422,
        errors.stream()
            .map(error -> {
              List<String> place = new ArrayList<>(List.of("body"));
              place.addAll(
                  error.field().isEmpty() ? List.of() : List.of(error.field().split("\\.")));
              return JsonObject.EMPTY
                  .with("type", error.type())
                  .with("loc", place)
                  .with("msg", error.message())
                  .with("input", error.input())
                  .fields();
            })
            .toList());
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new HashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&")) {
      String[] pair = part.split("=", 2);
      parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  /** What goes back. */
  private record Reply(int status, Map<String, String> headers, JsonObject body) {

    static Reply ok(JsonObject body) {
      return new Reply(200, Map.of(), body);
    }

    static Reply detail(int status, Object detail) {
      return new Reply(status, Map.of(), JsonObject.EMPTY.with("detail", detail));
    }

    Reply with(String header, String value) {
      return new Reply(status, Map.of(header, value), body);
    }
  }
}
