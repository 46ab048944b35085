package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which path of the API takes which request. */
final class Routes {

  private static final String WORKER_POOL = "/api/worker/pool/";
  private static final String RUNTIME = "/api/runtime/";

  private Routes() {}

  static Call of(RuntimeRequest request) {
    String family = request.kind() == RuntimeKind.WORKER_POOL ? WORKER_POOL : RUNTIME;
    return switch (request) {
      case RuntimeRegistrationRequest registration ->
          Call.post(family + "register", registration.toJson());
      case RuntimeHeartbeatRequest heartbeat -> Call.post(family + "heartbeat", heartbeat.toJson());
      case RuntimeDeregistrationRequest deregistration ->
          Call.delete(family + "deregister", deregistration.toJson());
    };
  }

  /**
   * The list that holds all answers to a query. The runtime filter stays here: a real server
   * compares it with case against rows that kept theirs.
   */
  static Call of(RuntimeListQuery query) {
    StringBuilder path = new StringBuilder();
    if (query.kind() == RuntimeKind.WORKER_POOL) {
      path.append("/api/worker/pools");
    } else {
      path.append("/api/runtimes");
      parameter(path, "kind", query.kind() == null ? null : query.kind().word());
      parameter(path, "name", query.name());
    }
    parameter(path, "status", query.status());
    return Call.get(path.toString());
  }

  private static void parameter(StringBuilder path, String name, @Nullable String value) {
    if (value != null) {
      path.append(path.indexOf("?") < 0 ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }
  }
}
