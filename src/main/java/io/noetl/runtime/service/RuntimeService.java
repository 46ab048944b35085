package io.noetl.runtime.service;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.ComputedStatus;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.maintenance.ComponentCount;
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import io.noetl.runtime.schema.maintenance.DependentRows;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import io.noetl.runtime.service.batch.HeartbeatBatcher;
import io.noetl.runtime.service.jdbc.SqlRunner;
import io.noetl.runtime.service.store.ComponentStore;
import io.noetl.runtime.service.store.HeartbeatStore;
import io.noetl.runtime.service.store.MaintenanceStore;
import io.noetl.runtime.service.store.TableShape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The registry on a database. */
public final class RuntimeService implements RuntimeApi, RuntimeMaintenance {

  private final ComponentStore store;
  private final HeartbeatStore heartbeatStore;
  private final MaintenanceStore maintenance;
  private final @Nullable HeartbeatBatcher batcher;
  private final Registrations registrations;
  private final Heartbeats heartbeats;

  private RuntimeService(SqlRunner runner, DirectOptions options) {
    TableShape table = new TableShape(runner.dialect());
    Duration batchTimeout = options.connections() > 1 ? options.timeout() : null;
    this.store = new ComponentStore(runner, table);
    this.heartbeatStore = new HeartbeatStore(runner);
    this.maintenance = new MaintenanceStore(runner, table);
    this.batcher = batchTimeout == null ? null : new HeartbeatBatcher(heartbeatStore, batchTimeout);
    this.registrations =
        new Registrations(
            store, options.ids(), new RegistrationResponses(store, options.notes()), batchTimeout);
    this.heartbeats =
        new Heartbeats(heartbeatStore, batcher, options.autoRecreate() ? registrations : null);
  }

  /**
   * A service on the database that the options name; it connects on first use.
   *
   * @throws RuntimeApiException.InvalidRequest when the URL is not one of a database
   */
  public static RuntimeService open(DirectOptions options) {
    return new RuntimeService(Databases.open(options), options);
  }

  @Override
  public RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RegistrationCondition condition) {
    ComputedStatus.refuse(request.status());
    if (batcher != null) {
      batcher.beginWrite();
    }
    return registrations.register(request, condition);
  }

  @Override
  public RuntimeRegistrationResponse update(RuntimeUpdateRequest request) {
    ComputedStatus.refuse(request.status());
    RuntimeComponentInfo grown =
        request.brings() ? store.find(request.kind(), request.name()) : null;
    if (grown != null) {
      request.checkGrowth(grown);
    }
    for (int attempt = 0; attempt < Registrations.MAX_ATTEMPTS; attempt++) {
      OptionalLong id = store.change(request);
      if (id.isPresent()) {
        return RuntimeRegistrationResponse.updated(request, Long.toString(id.getAsLong()));
      }
      RuntimeComponentInfo row = store.find(request.kind(), request.name());
      if (row == null) {
        throw new RuntimeApiException.UnknownComponent(
            request.kind(), request.name(), Details.NONE);
      }
      if (!request.fits(row)) {
        throw request.notAnObject();
      }
      // Another process wrote the row between the two statements.
    }
    throw Registrations.contended(request.name());
  }

  @Override
  public RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request) {
    return heartbeats.record(request);
  }

  @Override
  public CompletionStage<RuntimeHeartbeatResponse> heartbeatLater(RuntimeHeartbeatRequest request) {
    return batcher == null
        ? RuntimeApi.super.heartbeatLater(request)
        : heartbeats.recordLater(request, batcher);
  }

  @Override
  public RegistryServer server() {
    boolean isLeased = maintenance.isLeased(RegistryServer.LEASE_PATIENCE);
    return new RegistryServer(RegistryServer.Software.DIRECT, isLeased);
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
  public boolean mayDeclareDependencies() {
    return store.hasField(ComponentReference.FIELD);
  }

  @Override
  public void stream(RuntimeListQuery query, ComponentSink sink) {
    stream(sink, rows -> store.stream(query, null, rows));
  }

  @Override
  public void stream(RuntimeListQuery query, ListPage page, ComponentSink sink) {
    stream(sink, rows -> store.stream(query, page, rows));
  }

  private void stream(ComponentSink sink, Consumer<ComponentSink> reading) {
    if (batcher == null) {
      reading.accept(sink);
    } else {
      batcher.list(sink, reading);
    }
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
  public RequestPreview preview(RuntimeUpdateRequest request) {
    return new RequestPreview("set", store.description(), Map.of(), request.toJson(), null);
  }

  @Override
  public List<String> creationScript() {
    return store.creationScript();
  }

  @Override
  public boolean isCreated() {
    return store.isCreated();
  }

  @Override
  public boolean create() {
    return store.create();
  }

  @Override
  public RuntimeListResponse unresponsive(@Nullable RuntimeKind kind, Duration olderThan) {
    return maintenance.unresponsive(kind, olderThan);
  }

  @Override
  public int countAlive() {
    return maintenance.countAlive();
  }

  @Override
  public List<ComponentCount> counts(Duration staleAfter) {
    return maintenance.counts(staleAfter);
  }

  @Override
  public DatabaseWork work() {
    return heartbeatStore.work();
  }

  @Override
  public long countUnresponsiveOthers(ComponentKey own, Duration olderThan) {
    return maintenance.countUnresponsiveOthers(own, olderThan);
  }

  @Override
  public List<ComponentKey> sweepOthers(ComponentKey own, Duration olderThan, int most) {
    return maintenance.sweepOthers(own, olderThan, most);
  }

  @Override
  public RuntimeListResponse sweep(@Nullable RuntimeKind kind, Duration olderThan) {
    return maintenance.sweep(kind, olderThan);
  }

  @Override
  public RuntimeListResponse longOffline(RuntimeListQuery query, Duration olderThan) {
    return maintenance.longOffline(query, olderThan);
  }

  @Override
  public List<DependentRows> dependents(List<RuntimeComponentInfo> components) {
    return maintenance.dependents(components);
  }

  @Override
  public RuntimeListResponse prune(List<RuntimeComponentInfo> components, Duration olderThan) {
    return maintenance.delete(components, olderThan);
  }

  @Override
  public void close() {
    store.close();
  }
}
