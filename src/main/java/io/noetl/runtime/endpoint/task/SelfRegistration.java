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

/** The endpoint as a component of the registry that it serves. */
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
                // Several may run on one host, each at a port of its own.
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

  /** Registers, or beats; a database that is away is tried again with the next beat. */
  public synchronized void tick() {
    try {
      if (registered) {
        beat();
      } else {
        registry.register(registration);
        registered = true;
      }
      database.answered();
    } catch (RuntimeApiException failure) {
      database.failed(failure);
    }
  }

  private void beat() {
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
      // The database was away all the time.
    } catch (RuntimeApiException failure) {
      database.failed(failure);
    }
  }
}
