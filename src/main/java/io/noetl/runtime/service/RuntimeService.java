package io.noetl.runtime.service;

import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeMaintenance;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The rules of the registry, on a database. */
public final class RuntimeService implements RuntimeApi, RuntimeMaintenance {

  /** The later tries leap to ids of their own, so this many in a row are a fault. */
  private static final int MOST_IDS_TRIED = 8;

  private final ComponentStore store;
  private final Snowflake ids;
  private final boolean autoRecreate;

  RuntimeService(ComponentStore store, Snowflake ids, boolean autoRecreate) {
    this.store = store;
    this.ids = ids;
    this.autoRecreate = autoRecreate;
  }

  /**
   * A service on the database that the options name; it connects on first use.
   *
   * @throws RuntimeApiException.InvalidRequest when the URL is not one of a database
   */
  public static RuntimeService open(DirectOptions options) {
    return new RuntimeService(Databases.open(options), options.ids(), options.autoRecreate());
  }

  @Override
  public RuntimeRegistrationResponse register(RuntimeRegistrationRequest request) {
    return RuntimeRegistrationResponse.of("ok", request, write(request), request.runtime());
  }

  @Override
  public RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request) {
    OptionalLong id = store.beat(request.kind(), request.name());
    if (id.isPresent()) {
      return RuntimeHeartbeatResponse.of("ok", request.name(), Long.toString(id.getAsLong()), null);
    }
    RuntimeRegistrationRequest registration = autoRecreate ? request.toRegistration() : null;
    if (registration == null) {
      throw new RuntimeApiException.UnknownComponent(request.kind(), request.name(), Details.NONE);
    }
    return RuntimeHeartbeatResponse.of(
        "recreated", registration.name(), write(registration), registration.runtime());
  }

  @Override
  public RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request) {
    OptionalLong id = store.markOffline(request.kind(), request.name());
    if (id.isEmpty()) {
      throw new RuntimeApiException.UnknownComponent(request.kind(), request.name(), Details.NONE);
    }
    return RuntimeRegistrationResponse.of("ok", request, Long.toString(id.getAsLong()), null);
  }

  @Override
  public RuntimeListResponse list(RuntimeListQuery query) {
    return store.select(query);
  }

  @Override
  public RequestPreview preview(RuntimeRequest request) {
    String operation =
        switch (request) {
          case RuntimeRegistrationRequest registration -> "register";
          case RuntimeHeartbeatRequest heartbeat -> "heartbeat";
          case RuntimeDeregistrationRequest deregistration -> "deregister";
        };
    return new RequestPreview(operation, store.description(), Map.of(), request.toJson(), null);
  }

  @Override
  public List<String> creationScript() {
    return store.creationScript();
  }

  @Override
  public boolean create() {
    return store.create();
  }

  @Override
  public void close() {
    store.close();
  }

  /** Writes the row and gives its id; an id that another process took meanwhile is replaced. */
  private String write(RuntimeRegistrationRequest request) {
    JsonObject runtime = runtimeOf(request);
    for (int attempt = 0; attempt < MOST_IDS_TRIED; attempt++) {
      OptionalLong id = store.upsert(ids.next(attempt), request, runtime);
      if (id.isPresent()) {
        return Long.toString(id.getAsLong());
      }
    }
    throw new RuntimeApiException.Unavailable(
        "no free runtime_id for " + request.name() + " after " + MOST_IDS_TRIED + " tries",
        Details.NONE);
  }

  /** What NoETL stores in the runtime column: meta may replace the three well-known fields. */
  private static JsonObject runtimeOf(RuntimeRegistrationRequest request) {
    return JsonObject.EMPTY
        .with("type", request.runtime())
        .with("pid", request.pid())
        .with("hostname", request.hostname())
        .merge(request.meta());
  }
}
