package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RegistryServer.Software;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** Read-only checks of a server. */
final class ServerProbe {

  /** The title of the API of {@code serve}. */
  private static final String OURS = "NoETL runtime API";

  /** The server name in the pool status of {@code serve}. */
  private static final String SELF = "noetl-runtime";

  /**
   * Python servers of 2026, Rust servers and {@code serve} have it; Python servers of 2025 do not.
   */
  private static final String POOL_STATUS = "/api/pool/status";

  /** Paths that some servers or versions do not have. */
  private static final List<String> PATHS =
      List.of(
          "/api/worker/pool/register",
          "/api/worker/pool/heartbeat",
          "/api/worker/pool/deregister",
          "/api/runtime/register",
          "/api/runtime/heartbeat",
          "/api/runtime/deregister",
          "/api/broker/register",
          "/api/brokers",
          "/api/runtimes");

  private final ClientOptions options;
  private final HttpTransport transport;

  ServerProbe(ClientOptions options, HttpTransport transport) {
    this.options = options;
    this.transport = transport;
  }

  /** Checks that the server uses HTTP and reports itself healthy. */
  Finding health() {
    HttpAnswer answer = ask("/health");
    String text = "GET /health: " + answer.status();
    String software = answer.header("Server");
    text = software == null ? text : text + " from " + software;
    if (answer.status() >= 500 || answer.status() == 429) {
      return Finding.warning(text + ", it does not report itself healthy");
    }
    return answer.succeeded() ? Finding.ok(text) : Finding.warning(text);
  }

  /** Reports the kind of server and its version. */
  Finding software() {
    RuntimeListQuery query = RuntimeListQuery.of(RuntimeKind.WORKER_POOL);
    HttpAnswer answer = ask("/api/worker/pools");
    if (!answer.succeeded()) {
      throw ErrorAnswers.of(answer, null);
    }
    if (AnswerParser.listError(answer) != null) {
      answer = UnlistableRow.recheck(answer, Routes.of(query), call -> ask(call.path()));
    }
    int listed = AnswerParser.list(answer, query).items().size();
    String pools = ", " + listed + (listed == 1 ? " worker pool" : " worker pools");
    if (answer.json() instanceof ArrayNode) {
      return Finding.ok("a Rust server of NoETL" + pools);
    }
    JsonObject info = description();
    String title = info.text("title");
    String version = info.text("version");
    String called = title == null ? "" : ", " + title + (version == null ? "" : " " + version);
    return Finding.ok(
        (OURS.equals(title) ? "noetl-runtime serve" : python().words()) + called + pools);
  }

  private Software python() {
    HttpAnswer pool = askIfPossible(POOL_STATUS);
    return pool != null && isUnknownPath(pool) ? Software.PYTHON_2025 : Software.PYTHON_2026;
  }

  /**
   * The version and start time, as reported by the health check, the metrics or the API
   * description.
   */
  Finding version() {
    HttpAnswer health = askIfPossible("/api/health");
    JsonObject state = health == null ? null : JsonObject.from(health.json());
    String version = state == null ? null : state.text("version");
    if (health != null && state != null && version != null) {
      return Finding.ok(version + since(health, state.text("uptime_seconds")));
    }
    HttpAnswer metrics = askIfPossible("/metrics");
    BuildInfo build =
        metrics != null && metrics.succeeded()
            ? BuildInfo.of(metrics.text())
            : new BuildInfo(null, null);
    version = build.version() == null ? describedVersion() : build.version();
    return version == null
        ? Finding.skipped("the server does not report its version")
        : Finding.ok(version + (build.since() == null ? "" : ", up since " + build.since()));
  }

  private @Nullable String describedVersion() {
    HttpAnswer answer = askIfPossible("/openapi.json");
    JsonObject description = answer == null ? null : JsonObject.from(answer.json());
    return description == null ? null : description.object("info").text("version");
  }

  /** Counts back from the time of the answer, by the server's clock. */
  private static String since(HttpAnswer health, @Nullable String uptime) {
    Instant now = health.date();
    if (now == null || uptime == null || !uptime.matches("\\d{1,10}")) {
      return "";
    }
    return ", up since " + now.minusSeconds(Long.parseLong(uptime));
  }

  /** The answer of an optional path; null where there is none. */
  private @Nullable HttpAnswer askIfPossible(String path) {
    try {
      return ask(path);
    } catch (RuntimeApiException unanswered) {
      return null;
    }
  }

  /** The kind of server, and whether a Python server of 2026 works on the same table. */
  RegistryServer server(ComponentLists lists, RetryingTransport retrying) {
    HttpAnswer pool = retrying.send(Call.get(POOL_STATUS));
    JsonObject figures = JsonObject.from(pool.json());
    Software software;
    if (figures != null && SELF.equals(figures.text("server"))) {
      software = Software.SERVE;
    } else if (lists.detectRustServer(retrying)) {
      software = Software.RUST;
    } else if (isUnknownPath(pool)) {
      // Earlier versions of serve have no pool status either.
      software = OURS.equals(description().text("title")) ? Software.SERVE : Software.PYTHON_2025;
    } else {
      // Also where a proxy answered: the changes that a 2026 server makes cannot be undone.
      software = Software.PYTHON_2026;
    }
    boolean showsLeases = software == Software.SERVE || software == Software.RUST;
    return new RegistryServer(
        software,
        showsLeases
            && RegistryServer.holdsFreshLease(
                lists.read(RuntimeListQuery.of(RuntimeKind.SERVER_API), retrying)));
  }

  /** Whether the 404 is FastAPI's own, and not that of a proxy. */
  private static boolean isUnknownPath(HttpAnswer answer) {
    JsonObject body = JsonObject.from(answer.json());
    return answer.status() == 404 && body != null && "Not Found".equals(body.text("detail"));
  }

  private JsonObject description() {
    JsonObject description = JsonObject.from(ask("/openapi.json").json());
    return description == null ? JsonObject.EMPTY : description.object("info");
  }

  /** Lists the missing paths: a path without GET has another status than a missing one. */
  Finding routes() {
    List<String> lacking = new ArrayList<>();
    for (String path : PATHS) {
      HttpAnswer answer = ask(path);
      if (answer.status() == 404 && ErrorAnswers.lacksRoute(answer)) {
        lacking.add(path);
      }
    }
    if (lacking.contains(PATHS.getFirst())) {
      throw new RuntimeApiException.Unsupported(
          options.server() + " does not take worker_pool registrations", Details.NONE);
    }
    return lacking.isEmpty()
        ? Finding.ok("every path of the runtime API")
        : Finding.ok("worker pools; it lacks " + String.join(", ", lacking));
  }

  private HttpAnswer ask(String path) {
    return transport.send(Call.get(path), options.timeout());
  }
}
