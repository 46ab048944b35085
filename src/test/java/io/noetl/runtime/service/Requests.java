package io.noetl.runtime.service;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;

/** Short forms of requests; JSON may have single quotes. */
public final class Requests {

  public static final RuntimeListQuery EVERYTHING = RuntimeListQuery.of(null);

  private Requests() {}

  public static RuntimeRegistrationRequest registration(String json) {
    return RuntimeRegistrationRequest.fromJson(TestJson.object(json.replace('\'', '"')));
  }

  public static RuntimeRegistrationRequest pool(String name) {
    return registration("{'name':'" + name + "'}");
  }

  public static RuntimeHeartbeatRequest beat(String name) {
    return new RuntimeHeartbeatRequest(name, RuntimeKind.WORKER_POOL, null);
  }
}
