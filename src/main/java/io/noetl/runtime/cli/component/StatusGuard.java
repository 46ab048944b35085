package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a worker from a status for which its jobs are given to others. Python servers of 2026 take
 * every status but {@code ready} for death.
 */
public final class StatusGuard {

  public static final String HINT = "stop the worker itself, or add --force";
  public static final String OF_HEARTBEATS = "leave the status out of the registration";
  private static final String READY = "ready";

  private final Session session;
  private final boolean force;

  /**
   * A guard of one session.
   *
   * @param force whether to warn only
   */
  public StatusGuard(Session session, boolean force) {
    this.session = session;
    this.force = force;
  }

  /** Whether a component's status says that it works, so that nobody need be asked. */
  public static boolean isHarmless(RuntimeKind kind, @Nullable String status) {
    return kind != RuntimeKind.WORKER_POOL || status == null || READY.equals(status);
  }

  /**
   * Checks what is registered.
   *
   * @throws RuntimeApiException.Conflict where the server would run the worker's jobs twice
   */
  public void check(RuntimeRegistrationRequest request) {
    check(request.kind(), request.name(), request.status(), HINT);
  }

  /**
   * Checks the status that a component is to have; null for the one that it has.
   *
   * @param hint what to do instead
   * @throws RuntimeApiException.Conflict where the server would run the worker's jobs twice
   */
  public void check(RuntimeKind kind, String name, @Nullable String status, String hint) {
    if (isHarmless(kind, status) || !session.registry().server().takesStatusForDeath()) {
      return;
    }
    String sentence =
        "a Python server of NoETL works on this registry, and takes a worker whose status is not"
            + " ready for dead: with status "
            + status
            + " the running jobs of "
            + name
            + " are given to other workers and run twice";
    if (!force) {
      throw new RuntimeApiException.Conflict(sentence, Details.NONE.withHint(hint));
    }
    session.diagnostics().warn("warning: " + sentence);
  }

  /**
   * Checks what can be known now; a registry that is away may be asked again.
   *
   * @throws RuntimeApiException.Conflict where the server would run the worker's jobs twice
   */
  public void checkIfAnswered(RuntimeKind kind, String name, @Nullable String status, String hint) {
    try {
      check(kind, name, status, hint);
    } catch (RuntimeApiException away) {
      // Whoever waits for the registry says so.
      if (!away.isPassing()) {
        throw away;
      }
    }
  }
}
