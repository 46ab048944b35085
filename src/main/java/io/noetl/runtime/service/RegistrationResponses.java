package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.service.store.ComponentStore;
import java.util.function.Consumer;

/** Builds the responses to registrations, and reports once that capabilities are not stored. */
final class RegistrationResponses {

  private final ComponentStore store;
  private final Consumer<String> notes;
  private volatile boolean reportedCapabilities;

  RegistrationResponses(ComponentStore store, Consumer<String> notes) {
    this.store = store;
    this.notes = notes;
  }

  /** The response to a registration that was written. */
  RuntimeRegistrationResponse to(RuntimeRegistrationRequest request, String id) {
    RuntimeRegistrationResponse response =
        RuntimeRegistrationResponse.stored(request, id, store.storesCapabilities());
    if (response.lacksCapabilities(request) && !reportedCapabilities) {
      reportedCapabilities = true;
      notes.accept(store.missingCapabilitiesMessage());
    }
    return response;
  }
}
