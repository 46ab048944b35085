package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;

/** A request that changes one component of the registry. */
public sealed interface RuntimeRequest
    permits RuntimeRegistrationRequest, RuntimeHeartbeatRequest, RuntimeDeregistrationRequest {

  /** Which kind of component the name belongs to; names are unique within a kind. */
  RuntimeKind kind();

  /** The component's name, 1 to 512 characters. */
  String name();

  /** The request as the runtime API takes it. */
  JsonObject toJson();
}
