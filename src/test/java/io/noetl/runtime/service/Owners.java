package io.noetl.runtime.service;

import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.owner.OwnerState;
import java.time.Duration;

/** Conditions of registrations if every owner is alive. */
final class Owners {

  private Owners() {}

  static RegistrationCondition exclusive(Duration staleAfter) {
    return new RegistrationCondition.Exclusive(staleAfter, (owner, silence) -> OwnerState.RUNS);
  }
}
