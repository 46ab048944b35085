package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.text.PercentEncoding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Maps requests to paths of the API. */
final class Routes {

  private static final String WORKER_POOL = "/api/worker/pool/";
  private static final String BROKER = "/api/broker/";
  private static final String RUNTIME = "/api/runtime/";
  private static final String POOLS = "/api/worker/pools";

  /** An empty list that every NoETL server has: no component has that status. */
  static final Call EMPTY_LIST = Call.get(POOLS + "?status=none");

  private Routes() {}

  /** The calls for a request, in the order to try them: servers differ in their routes. */
  static List<Call> of(RuntimeRequest request) {
    return switch (request.kind()) {
      case WORKER_POOL -> List.of(call(WORKER_POOL, request));
      case BROKER -> List.of(call(BROKER, request), call(RUNTIME, request));
      case SERVER_API, SCHEDULER, MONITOR -> List.of(call(RUNTIME, request));
    };
  }

  /**
   * The call for a request of any kind on the Rust server. Other servers ignore the kind there, and
   * would change the worker pool of that name.
   */
  static Call forRustServer(RuntimeRequest request) {
    Call call = call(WORKER_POOL, request);
    JsonObject body = Objects.requireNonNullElse(call.body(), JsonObject.EMPTY);
    return call.withBody(body.with("kind", request.kind().word()));
  }

  /** The call that updates a component, which only {@code serve} takes. */
  static Call of(RuntimeUpdateRequest request) {
    return Call.post(RUNTIME + "update", request.toJson());
  }

  /** Whether a server without brokers answers this call with a stub. */
  static boolean mayBePlaceholder(Call call) {
    return call.path().startsWith(BROKER);
  }

  private static Call call(String base, RuntimeRequest request) {
    return switch (request) {
      case RuntimeRegistrationRequest registration ->
          Call.post(base + "register", registration.toJson());
      case RuntimeHeartbeatRequest heartbeat -> Call.heartbeat(base + "heartbeat", heartbeat);
      case RuntimeDeregistrationRequest deregistration ->
          Call.delete(base + "deregister", deregistration.toJson());
    };
  }

  /**
   * The list that contains all matches of a query. The runtime filter is not sent: servers compare
   * it case-sensitively.
   */
  static Call of(RuntimeListQuery query) {
    StringBuilder path = new StringBuilder();
    if (query.kind() == RuntimeKind.WORKER_POOL) {
      path.append(POOLS);
    } else {
      path.append("/api/runtimes");
      parameter(path, "kind", query.kind() == null ? null : query.kind().word());
      parameter(path, "name", query.name());
    }
    parameter(path, "status", query.status());
    return Call.get(path.toString());
  }

  /** The list of one kind on the Rust server, which has one path for all kinds. */
  static Call forRustServer(RuntimeKind kind, RuntimeListQuery query) {
    StringBuilder path = new StringBuilder(POOLS);
    parameter(path, "kind", kind.word());
    parameter(path, "status", query.status());
    return Call.get(path.toString());
  }

  private static void parameter(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append(path.indexOf("?") < 0 ? '?' : '&')
          .append(name)
          .append('=')
          .append(PercentEncoding.encode(value));
    }
  }
}
