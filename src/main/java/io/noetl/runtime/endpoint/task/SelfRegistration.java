package io.noetl.runtime.endpoint.task;

import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.registry.DatabaseMonitor;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;

/** Registers the endpoint in the registry that it serves, and sends its heartbeats. */
public final class SelfRegistration {

  private final RuntimeApi registry;
  private final DatabaseMonitor database;
  private final RuntimeRegistrationRequest registration;
  private boolean registered;

  public SelfRegistration(
      RuntimeApi registry,
      DatabaseMonitor database,
      String uri,
      int port,
      EndpointContext context) {
    this.registry = registry;
    this.database = database;
    this.registration =
        RuntimeRegistrationRequest.fromJson(
            JsonObject.EMPTY
                .with("kind", "server_api")
                // Several servers may run on one host, at different ports.
                .with("name", context.hostName() + ":" + port)
                .with("uri", uri)
                .with("runtime", "noetl-runtime")
                .with("pid", context.pid())
                .with("hostname", context.hostName())
                .with("meta", JsonObject.EMPTY.with("version", context.version())));
  }

  public String name() {
    return registration.name();
  }

  public ComponentKey key() {
    return new ComponentKey(registration.kind().word(), registration.name());
  }

  /** Registers, or sends a heartbeat; when the database is unreachable, the next tick retries. */
  public synchronized void tick() {
    try {
      if (registered) {
        sendHeartbeat();
      } else {
        registry.register(registration);
        registered = true;
      }
      database.answered();
    } catch (RuntimeApiException failure) {
      database.failed(failure);
    }
  }

  private void sendHeartbeat() {
    try {
      registry.heartbeat(
          new RuntimeHeartbeatRequest(registration.name(), registration.kind(), null));
    } catch (UnknownComponent pruned) {
      registry.register(registration);
    }
  }

  public synchronized void leave() {
    try {
      registry.deregister(
          new RuntimeDeregistrationRequest(registration.name(), registration.kind()));
    } catch (UnknownComponent neverThere) {
      // It was never registered.
    } catch (RuntimeApiException failure) {
      database.failed(failure);
    }
  }
}
