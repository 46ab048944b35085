package io.noetl.runtime.service;

import io.noetl.runtime.schema.OwnerState;
import io.noetl.runtime.schema.RegistrationCondition;
import java.time.Duration;

/** Conditions of registrations on hosts where every process runs. */
final class Owners {

  private Owners() {}

  static RegistrationCondition exclusive(Duration staleAfter) {
    return new RegistrationCondition.Exclusive(staleAfter, (owner, silence) -> OwnerState.RUNS);
  }
}
