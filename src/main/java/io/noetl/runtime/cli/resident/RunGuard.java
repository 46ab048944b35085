package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.component.CompatibilityGuard;
import io.noetl.runtime.cli.component.StatusGuard;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps a program that is run from the statuses that its server would take for death. */
final class RunGuard {

  private final StatusGuard guard;
  private final RuntimeRegistrationRequest registration;
  private final @Nullable String drainStatus;
  private final Consumer<String> warn;
  private final boolean force;
  private @Nullable CompatibilityGuard compatibility;

  /**
   * A guard of one program.
   *
   * @param registration the component
   * @param drainStatus the status while the program is ending; null for none
   * @param warn takes a sentence for the operator
   * @param force whether {@code --force} is given
   * @param requiresCompatible whether its first registration needs versions that fit together
   */
  RunGuard(
      Session session,
      RuntimeRegistrationRequest registration,
      @Nullable String drainStatus,
      Consumer<String> warn,
      boolean force,
      boolean requiresCompatible) {
    this.guard = new StatusGuard(session, force);
    this.registration = registration;
    this.drainStatus = drainStatus;
    this.warn = warn;
    this.force = force;
    this.compatibility = requiresCompatible ? new CompatibilityGuard(session) : null;
  }

  /**
   * Checks what can be checked before the program starts. If the registry is unavailable, the check
   * is repeated before the registration.
   *
   * @throws RuntimeApiException.Conflict if a server would treat one of the statuses as offline
   */
  void checkBeforeStart() {
    RuntimeKind kind = registration.kind();
    String name = registration.name();
    guard.checkIfAnswered(kind, name, registration.status(), StatusGuard.HINT);
    guard.checkIfAnswered(kind, name, drainStatus, "leave out --drain-status, or add --force");
  }

  /**
   * Checks a registration before it is sent. Versions are checked before the first one only, so
   * that they do not end a running program.
   *
   * @throws RuntimeApiException.Conflict if a server would treat its status as offline, or if
   *     versions would not fit together
   */
  void check(RuntimeRegistrationRequest request) {
    if (!force && !request.status().equals(drainStatus)) {
      guard.check(request);
    }
    CompatibilityGuard first = compatibility;
    if (first != null) {
      first.check(List.of(request));
      compatibility = null;
    }
  }

  /** Whether the program's drain status may be registered. */
  boolean mayDrain() {
    try {
      if (!force) {
        guard.check(registration.kind(), registration.name(), drainStatus, StatusGuard.HINT);
      }
      return true;
    } catch (RuntimeApiException refused) {
      warn.accept("the status stays " + registration.status() + ": " + refused.getMessage());
      return false;
    }
  }
}
