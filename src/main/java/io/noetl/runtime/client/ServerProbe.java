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

/** What a server answers to questions that change nothing. */
final class ServerProbe {

  /** What {@code serve} calls its API. */
  private static final String OURS = "NoETL runtime API";

  /** How {@code serve} signs the figures of its connections. */
  private static final String SELF = "noetl-runtime";

  /** Python servers of 2026, Rust servers and {@code serve} have it, those of 2025 do not. */
  private static final String POOL_STATUS = "/api/pool/status";

  /** Paths that other families or versions lack, and what is missing without them. */
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

  /** Whether it speaks HTTP, and calls itself well. */
  Finding health() {
    HttpAnswer answer = ask("/health");
    String text = "GET /health: " + answer.status();
    String software = answer.header("Server");
    text = software == null ? text : text + " from " + software;
    if (answer.status() >= 500 || answer.status() == 429) {
      return Finding.warning(text + ", it does not call itself well");
    }
    return answer.succeeded() ? Finding.ok(text) : Finding.warning(text);
  }

  /** Which family answers, and which version it says it is. */
  Finding family() {
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
      return Finding.ok("a Rust server of NoETL (family R)" + pools);
    }
    JsonObject info = description();
    String title = info.text("title");
    String version = info.text("version");
    String called = title == null ? "" : ", " + title + (version == null ? "" : " " + version);
    return Finding.ok(
        (OURS.equals(title)
                ? "noetl-runtime serve (as family P)"
                : python().words() + " (family P)")
            + called
            + pools);
  }

  private Software python() {
    HttpAnswer pool = askIfPossible(POOL_STATUS);
    return pool != null && isUnknownPath(pool) ? Software.PYTHON_2025 : Software.PYTHON_2026;
  }

  /** Which version runs, and since when, as far as the server says so in one of three places. */
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

  /** The moment is that of the answer, by the server's own clock. */
  private static String since(HttpAnswer health, @Nullable String uptime) {
    Instant now = health.date();
    if (now == null || uptime == null || !uptime.matches("\\d{1,10}")) {
      return "";
    }
    return ", up since " + now.minusSeconds(Long.parseLong(uptime));
  }

  /** What a server need not have is no reason to fail. */
  private @Nullable HttpAnswer askIfPossible(String path) {
    try {
      return ask(path);
    } catch (RuntimeApiException unanswered) {
      return null;
    }
  }

  /** Which program answers, and whether a Python server of 2026 works on its table. */
  RegistryServer server(ComponentLists lists, RetryingTransport retrying) {
    HttpAnswer pool = retrying.send(Call.get(POOL_STATUS));
    JsonObject figures = JsonObject.from(pool.json());
    Software software;
    if (figures != null && SELF.equals(figures.text("server"))) {
      software = Software.SERVE;
    } else if (lists.detectRustServer(retrying)) {
      software = Software.RUST;
    } else if (isUnknownPath(pool)) {
      // An earlier serve has no figures of its pool either.
      software = OURS.equals(description().text("title")) ? Software.SERVE : Software.PYTHON_2025;
    } else {
      // Also where the answer is a proxy's own: what a 2026 server does cannot be undone.
      software = Software.PYTHON_2026;
    }
    boolean showsLeases = software == Software.SERVE || software == Software.RUST;
    return new RegistryServer(
        software,
        showsLeases
            && RegistryServer.holdsFreshLease(
                lists.read(RuntimeListQuery.of(RuntimeKind.SERVER_API), retrying)));
  }

  /** Whether FastAPI says that there is no such path, and no proxy does. */
  private static boolean isUnknownPath(HttpAnswer answer) {
    JsonObject body = JsonObject.from(answer.json());
    return answer.status() == 404 && body != null && "Not Found".equals(body.text("detail"));
  }

  private JsonObject description() {
    JsonObject description = JsonObject.from(ask("/openapi.json").json());
    return description == null ? JsonObject.EMPTY : description.object("info");
  }

  /** Which paths it has: a path that takes no GET says so by another code than one it lacks. */
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
