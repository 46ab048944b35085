package io.noetl.runtime.client;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;

/** Requests in short; JSON may be written with single quotes. */
final class Requests {

  private Requests() {}

  static RuntimeRegistrationRequest registration(String json) {
    return RuntimeRegistrationRequest.fromJson(TestJson.object(quoted(json)));
  }

  static RuntimeHeartbeatRequest beat(String name) {
    return new RuntimeHeartbeatRequest(name, RuntimeKind.WORKER_POOL, null);
  }

  static RuntimeDeregistrationRequest deregistration(RuntimeKind kind, String name) {
    return new RuntimeDeregistrationRequest(name, kind);
  }

  static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
