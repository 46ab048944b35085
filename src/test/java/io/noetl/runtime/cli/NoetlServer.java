package io.noetl.runtime.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;

/** A test double of NoETL's servers that stores components. */
public final class NoetlServer implements AutoCloseable {

  /** The Python server of October 2025, that of July 2026, or the Rust server. */
  public enum Software {
    PYTHON_2025,
    PYTHON_2026,
    RUST
  }

  private static final JsonObject NOT_FOUND = JsonObject.EMPTY.with("detail", "Not Found");

  private record Answer(int status, Object body) {}

  /** What Python's JSON says to nothing, where a deregistration lost its body. */
  private static final Answer NO_BODY =
      new Answer(500, JsonObject.EMPTY.with("detail", "Expecting value: line 1 column 1 (char 0)"));

  /** What the server of 2025 says of whatever went wrong after it had a connection. */
  private static final String HIDDEN = "generator didn't stop after athrow()";

  /** What that of 2026 says of a row whose labels are an array. */
  private static final String INVALID =
      """
      1 validation error for RuntimeComponentInfo
      labels
        Input should be a valid dictionary [type=dict_type, input_value=['gpu'], input_type=list]
          For further information visit https://errors.pydantic.dev/2.13/v/dict_type\
      """;

  private final Software software;
  private final HttpServer server;

  /** The rows by kind and name, as the table of that server holds them. */
  private final Map<String, JsonObject> rows =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));

  private final List<String> calls = new ArrayList<>();
  private String outage = "";
  private long lastId = 383317589431943168L;

  public NoetlServer(Software software) throws IOException {
    this(software, 0);
  }

  public NoetlServer(Software software, int port) throws IOException {
    this.software = software;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The calls that change something, in their order. */
  synchronized List<String> changes() {
    return calls.stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  /** Takes the database of a Python server away, with what its driver says; "" brings it back. */
  public synchronized void outage(String message) {
    outage = message;
  }

  /** How often a call came. */
  public synchronized long count(String call) {
    return calls.stream().filter(call::equals).count();
  }

  /** Waits until a call has come so often, for 30 seconds at most. */
  public synchronized void awaitCount(String call, long least) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (count(call) < least) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(call + " came only " + count(call) + " times");
      }
      wait(left);
    }
  }

  /** What the table holds of a worker pool. */
  synchronized JsonObject row(String name) {
    return rows.get("worker_pool " + name);
  }

  /** A row that another program wrote. */
  public synchronized void put(String name, JsonObject row) {
    rows.put("worker_pool " + name, row);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonObject body = text.isBlank() ? JsonObject.EMPTY : TestJson.object(text);
    Map<String, String> query = new LinkedHashMap<>();
    if (exchange.getRequestURI().getQuery() != null) {
      for (String pair : exchange.getRequestURI().getQuery().split("&")) {
        query.put(pair.replaceFirst("=.*", ""), pair.replaceFirst(".*?=", ""));
      }
    }
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    calls.add(call);
    notifyAll();
    boolean readsBodyItself =
        software != Software.RUST && call.endsWith("deregister") && !call.contains("/broker/");
    Answer answer = text.isBlank() && readsBodyItself ? NO_BODY : answer(call, body, query);
    write(exchange, answer);
  }

  private Answer answer(String call, JsonObject body, Map<String, String> query) {
    if (!outage.isEmpty() && call.contains("/api/worker/")) {
      return withoutDatabase(call, body);
    }
    return switch (software) {
      case PYTHON_2025 -> python(call, body, query);
      case PYTHON_2026 -> python2026(call, body, query);
      case RUST -> rust(call, body, query);
    };
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    byte[] bytes =
        answer.body == null
            ? new byte[0]
            : Json.write(answer.body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** What both servers of 2026 say of their connections. */
  private static final Answer POOL_STATUS =
      new Answer(
          200,
          TestJson.object(
              """
              {"pool_min":2,"pool_max":16,"pool_size":4,"pool_available":3,"requests_waiting":0,
              "utilization":0.0625,"slots_available":15,"status":"ok"}
              """));

  /** As that of 2025, without the paths of other kinds, and a heartbeat tells no id. */
  private Answer python2026(String call, JsonObject body, Map<String, String> query) {
    if (call.equals("GET /api/pool/status")) {
      return POOL_STATUS;
    }
    if (call.contains("/api/runtime/") || call.contains("/api/broker")) {
      return new Answer(404, NOT_FOUND);
    }
    Answer answer = python(call, body, query);
    return call.equals("POST /api/worker/pool/heartbeat") && answer.status == 200
        ? new Answer(200, ((JsonObject) answer.body).with("runtime_id", null))
        : answer;
  }

  private Answer python(String call, JsonObject body, Map<String, String> query) {
    String kind = call.contains("/api/worker/") ? "worker_pool" : kind(body);
    return switch (call) {
      case "POST /api/runtime/register" ->
          kind.equals("scheduler") || kind.equals("monitor")
              ? new Answer(500, JsonObject.EMPTY.with("detail", "Database error: " + HIDDEN))
              : new Answer(200, pythonOutcome(kind, body, register(kind, body, pythonRow(body))));
      case "POST /api/worker/pool/register" ->
          new Answer(200, pythonOutcome(kind, body, register(kind, body, pythonRow(body))));
      case "DELETE /api/worker/pool/deregister",
          "POST /api/worker/pool/deregister",
          "DELETE /api/runtime/deregister" -> {
        change(kind, body, "status", "offline");
        yield new Answer(200, pythonOutcome(kind, body, null));
      }
      case "POST /api/worker/pool/heartbeat" -> {
        JsonObject row = change(kind, body, "status", "ready");
        yield row == null
            ? new Answer(
                404,
                JsonObject.EMPTY.with(
                    "detail",
                    JsonObject.EMPTY.with("status", "unknown").with("name", body.text("name"))))
            : new Answer(
                200,
                JsonObject.EMPTY
                    .with("status", "ok")
                    .with("name", body.text("name"))
                    .with("runtime_id", row.text("runtime_id"))
                    .with("runtime", null));
      }
      case "GET /api/worker/pools" -> {
        if (listed("worker_pool", query).anyMatch(row -> row.get("labels") instanceof ArrayNode)) {
          yield new Answer(200, emptyList(software == Software.PYTHON_2025 ? HIDDEN : INVALID));
        }
        List<JsonObject> items = listed("worker_pool", query).map(NoetlServer::pythonItem).toList();
        yield new Answer(
            200,
            JsonObject.EMPTY
                .with("items", items)
                .with("count", items.size())
                .with("runtime", null)
                .with("status", query.get("status"))
                .with("error", null));
      }
      case "POST /api/broker/register" ->
          new Answer(200, JsonObject.EMPTY.with("status", "registered").with("payload", body));
      case "POST /api/broker/heartbeat" -> new Answer(200, JsonObject.EMPTY.with("status", "ok"));
      case "DELETE /api/broker/deregister" ->
          new Answer(200, JsonObject.EMPTY.with("status", "deregistered"));
      case "GET /api/brokers" ->
          new Answer(200, JsonObject.EMPTY.with("items", List.of()).with("status", null));
      case "GET /api/worker/pool/register",
          "GET /api/worker/pool/heartbeat",
          "GET /api/worker/pool/deregister" ->
          new Answer(405, JsonObject.EMPTY.with("detail", "Method Not Allowed"));
      default -> new Answer(404, NOT_FOUND);
    };
  }

  private static JsonObject emptyList(String error) {
    return JsonObject.EMPTY
        .with("items", List.of())
        .with("count", 0)
        .with("runtime", null)
        .with("status", null)
        .with("error", error);
  }

  /** Heartbeats look as if the name were unknown, and lists are empty. */
  private Answer withoutDatabase(String call, JsonObject body) {
    return switch (call) {
      case "POST /api/worker/pool/heartbeat" ->
          new Answer(
              404,
              JsonObject.EMPTY.with(
                  "detail",
                  JsonObject.EMPTY.with("status", "unknown").with("name", body.text("name"))));
      case "GET /api/worker/pools" -> new Answer(200, emptyList(outage));
      default -> new Answer(500, JsonObject.EMPTY.with("detail", "Database error: " + outage));
    };
  }

  private static JsonObject pythonRow(JsonObject body) {
    return JsonObject.EMPTY
        .with(
            "runtime",
            JsonObject.EMPTY
                .with("pid", body.get("pid"))
                .with("type", body.text("runtime"))
                .with("hostname", body.text("hostname"))
                .merge(body.object("meta")))
        .with("status", body.has("status") ? body.text("status") : "ready");
  }

  private static JsonObject pythonOutcome(String kind, JsonObject body, String id) {
    return JsonObject.EMPTY
        .with("status", "ok")
        .with("name", body.text("name"))
        .with("runtime_id", id)
        .with("runtime", id == null ? null : body.text("runtime"))
        .with("kind", kind);
  }

  /** Of its row neither kind nor uri nor id is shown. */
  private static JsonObject pythonItem(JsonObject row) {
    JsonObject item = JsonObject.EMPTY;
    for (String field :
        "name runtime status capacity labels heartbeat created_at updated_at".split(" ")) {
      item = item.with(field, row.get(field));
    }
    return item;
  }

  private Answer rust(String call, JsonObject body, Map<String, String> query) {
    String kind = kind(body);
    return switch (call) {
      case "POST /api/worker/pool/register" -> {
        register(
            kind,
            body,
            JsonObject.EMPTY
                .with("runtime", body.get("runtime"))
                .with("status", body.has("status") ? body.text("status") : "active"));
        yield new Answer(200, rustItem(rows.get(kind + " " + body.text("name"))));
      }
      case "POST /api/worker/pool/heartbeat" ->
          rustOutcome(change(kind, body, "heartbeat", now()), body);
      case "DELETE /api/worker/pool/deregister" ->
          rustOutcome(rows.remove(kind + " " + body.text("name")), body);
      case "POST /api/worker/pool/deregister",
          "GET /api/worker/pool/register",
          "GET /api/worker/pool/heartbeat",
          "GET /api/worker/pool/deregister" ->
          new Answer(405, null);
      case "GET /api/pool/status" -> POOL_STATUS;
      case "GET /api/worker/pools" ->
          new Answer(
              200,
              listed(query.getOrDefault("kind", "worker_pool"), query)
                  .map(row -> rustItem(row))
                  .toList());
      default -> new Answer(404, null);
    };
  }

  /** The whole row; the id is a number. */
  private static JsonObject rustItem(JsonObject row) {
    return row.with("runtime_id", Long.parseLong(row.text("runtime_id")));
  }

  private static Answer rustOutcome(JsonObject row, JsonObject body) {
    return row == null
        ? new Answer(
            404,
            JsonObject.EMPTY
                .with("error", "Worker pool not found: " + body.text("name"))
                .with("status", 404))
        : new Answer(200, JsonObject.EMPTY.with("status", "ok").with("message", "done"));
  }

  private static String kind(JsonObject body) {
    return body.has("kind") ? body.text("kind") : "worker_pool";
  }

  private static String now() {
    return Instant.now().toString();
  }

  /** Replaces every field but the id and the time of the first registration. */
  private String register(String kind, JsonObject body, JsonObject own) {
    JsonObject before = rows.get(kind + " " + body.text("name"));
    String id = before == null ? Long.toString(++lastId) : before.text("runtime_id");
    rows.put(
        kind + " " + body.text("name"),
        JsonObject.EMPTY
            .with("runtime_id", id)
            .with("name", body.text("name"))
            .with("kind", kind)
            .with("uri", body.text("uri"))
            .with("capacity", body.get("capacity"))
            .with("labels", body.get("labels"))
            // A Python server knows nothing of that column and leaves it as it is.
            .with(
                "capabilities",
                software == Software.RUST
                    ? body.get("capabilities")
                    : before == null ? null : before.get("capabilities"))
            .merge(own)
            .with("heartbeat", now())
            .with("created_at", before == null ? now() : before.text("created_at"))
            .with("updated_at", now()));
    return id;
  }

  private JsonObject change(String kind, JsonObject body, String field, String value) {
    return rows.computeIfPresent(
        kind + " " + body.text("name"), (key, row) -> row.with(field, value));
  }

  private Stream<JsonObject> listed(String kind, Map<String, String> query) {
    return rows.values().stream()
        .filter(row -> kind.equals(row.text("kind")))
        .filter(
            row -> !query.containsKey("status") || query.get("status").equals(row.text("status")));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
