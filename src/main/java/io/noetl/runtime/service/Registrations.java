package io.noetl.runtime.service;

import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import io.noetl.runtime.service.batch.RegistrationBatcher;
import io.noetl.runtime.service.store.ComponentStore;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Registers components: replaces a row, inserts it, or writes it unless another process owns it.
 */
final class Registrations {

  /** Later attempts use ids far apart, so that this many failures in a row are a fault. */
  static final int MAX_ATTEMPTS = 8;

  private final ComponentStore store;
  private final Snowflake ids;
  private final RegistrationResponses responses;
  private final @Nullable RegistrationBatcher batcher;

  /**
   * Registrations at a store.
   *
   * @param timeout how long a caller waits for a batch; null to write each row alone
   */
  Registrations(
      ComponentStore store,
      Snowflake ids,
      RegistrationResponses responses,
      @Nullable Duration timeout) {
    this.store = store;
    this.ids = ids;
    this.responses = responses;
    this.batcher =
        timeout == null
            ? null
            : new RegistrationBatcher(store, ids::next, this::writeAlone, timeout);
  }

  /** Registers a component if the condition holds. */
  RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RegistrationCondition condition) {
    return switch (condition) {
      case RegistrationCondition.Replace always -> replace(request);
      case RegistrationCondition.IfAbsent absent -> registerIfAbsent(request);
      case RegistrationCondition.Exclusive exclusive -> registerExclusively(request, exclusive);
    };
  }

  /** Registers a component unconditionally. */
  RuntimeRegistrationResponse replace(RuntimeRegistrationRequest request) {
    return responses.to(request, write(request));
  }

  private RuntimeRegistrationResponse registerIfAbsent(RuntimeRegistrationRequest request) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      OptionalLong id = store.insertIfAbsent(ids.next(attempt), request);
      if (id.isPresent()) {
        return responses.to(request, Long.toString(id.getAsLong()));
      }
      RuntimeComponentInfo row = store.find(request.kind(), request.name());
      if (row != null) {
        return RuntimeRegistrationResponse.of(
            RuntimeRegistrationResponse.UNCHANGED, request, row.runtimeId(), row.runtimeType());
      }
    }
    throw contended(request.name());
  }

  /**
   * The statement decides. The row is read only to explain a refusal, or to find out that its owner
   * has ended.
   */
  private RuntimeRegistrationResponse registerExclusively(
      RuntimeRegistrationRequest request, RegistrationCondition.Exclusive condition) {
    ProcessIdentity ended = null;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      OptionalLong id =
          store.replaceUnlessHeld(ids.next(attempt), request, condition.staleAfter(), ended);
      if (id.isPresent()) {
        return responses.to(request, Long.toString(id.getAsLong()));
      }
      RuntimeListResponse listed =
          store.select(RuntimeListQuery.named(request.kind(), request.name()));
      if (!listed.items().isEmpty() && listed.asOf() != null) {
        ended = condition.check(request, listed.items().getFirst(), listed.asOf());
      }
    }
    throw contended(request.name());
  }

  private String write(RuntimeRegistrationRequest request) {
    return Long.toString(batcher == null ? writeAlone(request) : batcher.register(request));
  }

  /** Writes the row and returns its id; tries another id if one is taken. */
  private long writeAlone(RuntimeRegistrationRequest request) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      OptionalLong id = store.replace(ids.next(attempt), request);
      if (id.isPresent()) {
        return id.getAsLong();
      }
    }
    throw new RuntimeApiException.Unavailable(
        "no free runtime_id for " + request.name() + " after " + MAX_ATTEMPTS + " tries",
        Details.NONE);
  }

  /** The failure of a call whose row other processes changed in each attempt. */
  static RuntimeApiException contended(String name) {
    return new RuntimeApiException.Unavailable(
        "the row of " + name + " changed hands in each of " + MAX_ATTEMPTS + " tries",
        Details.NONE);
  }
}
