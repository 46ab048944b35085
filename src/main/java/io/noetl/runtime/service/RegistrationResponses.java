package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.service.store.ComponentStore;
import java.util.function.Consumer;

/** What the service answers to registrations, and what it says once of those it cannot store. */
final class RegistrationResponses {

  private final ComponentStore store;
  private final Consumer<String> notes;
  private volatile boolean toldOfCapabilities;

  RegistrationResponses(ComponentStore store, Consumer<String> notes) {
    this.store = store;
    this.notes = notes;
  }

  /** The answer to a registration that was written. */
  RuntimeRegistrationResponse to(RuntimeRegistrationRequest request, String id) {
    RuntimeRegistrationResponse answer =
        RuntimeRegistrationResponse.stored(request, id, store.storesCapabilities());
    if (answer.lacksCapabilities(request) && !toldOfCapabilities) {
      toldOfCapabilities = true;
      notes.accept(store.withoutCapabilities());
    }
    return answer;
  }
}
