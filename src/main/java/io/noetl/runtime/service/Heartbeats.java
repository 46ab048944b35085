package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.service.batch.HeartbeatBatcher;
import io.noetl.runtime.service.store.HeartbeatStore;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Records heartbeats, and registers an unknown component again where that is allowed. */
final class Heartbeats {

  private final HeartbeatStore store;
  private final @Nullable HeartbeatBatcher batcher;
  private final @Nullable Registrations recreations;

  /**
   * Heartbeats at a store.
   *
   * @param batcher null to record each heartbeat alone
   * @param recreations registers unknown components; null for an error instead
   */
  Heartbeats(
      HeartbeatStore store,
      @Nullable HeartbeatBatcher batcher,
      @Nullable Registrations recreations) {
    this.store = store;
    this.batcher = batcher;
    this.recreations = recreations;
  }

  /** Records a heartbeat. */
  RuntimeHeartbeatResponse record(RuntimeHeartbeatRequest request) {
    OptionalLong id =
        batcher == null
            ? store.heartbeat(request.kind(), request.name(), metricsOf(request))
            : batcher.heartbeat(request.kind(), request.name(), metricsOf(request));
    return id.isPresent() ? recorded(request, id.getAsLong()) : recreated(request);
  }

  /** The same without waiting, in a batch. */
  CompletionStage<RuntimeHeartbeatResponse> recordLater(
      RuntimeHeartbeatRequest request, HeartbeatBatcher batches) {
    return batches
        .heartbeatLater(request.kind(), request.name(), metricsOf(request))
        .thenCompose(id ->
            id.isPresent()
                ? CompletableFuture.completedStage(recorded(request, id.getAsLong()))
                : CompletableFuture.supplyAsync(
                    () -> recreated(request), Thread::startVirtualThread));
  }

  private static @Nullable String metricsOf(RuntimeHeartbeatRequest request) {
    return request.metrics() == null ? null : request.metrics().values().toString();
  }

  private static int metricCount(RuntimeHeartbeatRequest request) {
    return request.metrics() == null ? 0 : request.metrics().count();
  }

  private static RuntimeHeartbeatResponse recorded(RuntimeHeartbeatRequest request, long id) {
    return RuntimeHeartbeatResponse.of(
        "ok", request.name(), Long.toString(id), null, metricCount(request));
  }

  private RuntimeHeartbeatResponse recreated(RuntimeHeartbeatRequest request) {
    RuntimeRegistrationRequest registration = recreations == null ? null : request.toRegistration();
    if (recreations == null || registration == null) {
      throw new RuntimeApiException.UnknownComponent(request.kind(), request.name(), Details.NONE);
    }
    RuntimeRegistrationResponse again = recreations.replace(registration);
    String metrics = metricsOf(request);
    if (metrics != null) {
      store.heartbeat(registration.kind(), registration.name(), metrics);
    }
    return RuntimeHeartbeatResponse.of(
        "recreated",
        registration.name(),
        again.runtimeId(),
        registration.runtime(),
        metricCount(request));
  }
}
