package io.noetl.runtime.service.batch;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.jdbc.RowValues;
import io.noetl.runtime.service.store.ComponentStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Batches unconditional registrations of concurrent callers, as {@link HeartbeatBatcher} does
 * heartbeats: workers that register again instead of sending a heartbeat share statements, too.
 */
public final class RegistrationBatcher {

  /** Longer values are split over statements, which hold them in memory several times. */
  private static final int MAX_LENGTH = 1 << 20;

  private final ComponentStore store;
  private final LongSupplier ids;
  private final ToLongFunction<RuntimeRegistrationRequest> upsert;
  private final BatchProcessor<Registration, Long> processor;

  /**
   * A batcher for a process that serves many callers.
   *
   * @param ids the ids of new rows
   * @param upsert writes a row on its own, with another id if one is taken
   * @param timeout how long a caller waits for its registration
   */
  public RegistrationBatcher(
      ComponentStore store,
      LongSupplier ids,
      ToLongFunction<RuntimeRegistrationRequest> upsert,
      Duration timeout) {
    this.store = store;
    this.ids = ids;
    this.upsert = upsert;
    this.processor = DatabaseBatches.processor(this::process, "registration-batches", timeout);
  }

  /** Writes a row; returns its id after the commit that contains it. */
  public long register(RuntimeRegistrationRequest request) {
    return processor.submitAndWait(new Registration(request));
  }

  /** A request of one caller: no two are equal, so that each of them is written. */
  private static final class Registration {

    private final RuntimeRegistrationRequest request;

    private Registration(RuntimeRegistrationRequest request) {
      this.request = request;
    }

    private ComponentKey key() {
      return new ComponentKey(request.kind().word(), request.name());
    }
  }

  private void process(Map<Registration, CompletableFuture<Long>> batch) {
    if (batch.size() == 1) {
      batch.forEach(this::writeAlone);
      return;
    }
    // A statement can write a row once; further registrations of it follow alone.
    Map<String, Map<String, RowValues>> kinds = new HashMap<>();
    Map<ComponentKey, CompletableFuture<Long>> responses = new HashMap<>();
    batch.forEach((registration, response) -> {
      ComponentKey key = registration.key();
      if (responses.putIfAbsent(key, response) == null) {
        kinds
            .computeIfAbsent(key.kind(), kind -> new HashMap<>())
            .put(key.name(), ComponentStore.rowOf(ids.getAsLong(), registration.request));
      }
    });
    kinds.forEach((kind, rows) ->
        portions(rows.values()).forEach(portion -> writeTogether(kind, portion, responses)));
    // The rest is locked by another session or was refused, and must not delay the others.
    batch.forEach((registration, response) -> {
      if (!response.isDone()) {
        Thread.startVirtualThread(() -> writeAlone(registration, response));
      }
    });
  }

  private static List<List<RowValues>> portions(Collection<RowValues> rows) {
    List<List<RowValues>> portions = new ArrayList<>();
    int length = MAX_LENGTH;
    for (RowValues row : rows) {
      length += row.length();
      if (length > MAX_LENGTH) {
        portions.add(new ArrayList<>());
        length = row.length();
      }
      portions.getLast().add(row);
    }
    return portions;
  }

  private void writeTogether(
      String kind, List<RowValues> rows, Map<ComponentKey, CompletableFuture<Long>> responses) {
    try {
      store
          .replaceAll(rows, false)
          .forEach((name, id) -> {
            CompletableFuture<Long> response = responses.get(new ComponentKey(kind, name));
            if (response != null) {
              response.complete(id);
            }
          });
    } catch (RuntimeApiException failure) {
      DatabaseBatches.throwIfGeneral(failure);
      // Each row is then written alone, which shows the one that fails.
    }
  }

  private void writeAlone(Registration registration, CompletableFuture<Long> response) {
    DatabaseBatches.complete(response, () -> written(registration));
  }

  /**
   * Unlike an upsert, the statement for many rows clears the {@code xmax} of a row that was locked
   * earlier, so that the next batch may contain it. Where it cannot write the row, the upsert says
   * why, or succeeds.
   */
  private long written(Registration registration) {
    RowValues row = ComponentStore.rowOf(ids.getAsLong(), registration.request);
    try {
      Long id = store.replaceAll(List.of(row), true).get(row.name());
      if (id != null) {
        return id;
      }
    } catch (RuntimeApiException failure) {
      DatabaseBatches.throwIfGeneral(failure);
    }
    return upsert.applyAsLong(registration.request);
  }
}
