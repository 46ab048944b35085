package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import org.jspecify.annotations.Nullable;

/**
 * Refuses statuses that make a server reassign the jobs of a running worker: Python servers of 2026
 * treat a worker with any status but {@code ready} as dead.
 */
public final class StatusGuard {

  public static final String HINT = "stop the worker itself, or add --force";
  public static final String OF_HEARTBEATS = "leave the status out of the registration";
  private static final String READY = "ready";

  private final Session session;
  private final boolean force;

  /**
   * A guard for one session.
   *
   * @param force whether to warn instead of refusing
   */
  public StatusGuard(Session session, boolean force) {
    this.session = session;
    this.force = force;
  }

  /** Whether a status is safe on every server, so that the server need not be identified. */
  public static boolean isHarmless(RuntimeKind kind, @Nullable String status) {
    return kind != RuntimeKind.WORKER_POOL || status == null || READY.equals(status);
  }

  /**
   * Checks the status of a registration.
   *
   * @throws RuntimeApiException.Conflict where the server would run the worker's jobs twice
   */
  public void check(RuntimeRegistrationRequest request) {
    check(request.kind(), request.name(), request.status(), HINT);
  }

  /**
   * Checks a new status of a component; null where it does not change.
   *
   * @param hint the advice in the error
   * @throws RuntimeApiException.Conflict where the server would run the worker's jobs twice
   */
  public void check(RuntimeKind kind, String name, @Nullable String status, String hint) {
    if (isHarmless(kind, status) || !session.registry().server().takesStatusForDeath()) {
      return;
    }
    String sentence =
        "a Python server of NoETL uses this registry and treats a worker whose status is not ready"
            + " as dead: with status "
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
   * Like {@link #check}, but a transient failure of the registry is ignored, since the check is
   * repeated later.
   *
   * @throws RuntimeApiException.Conflict where the server would run the worker's jobs twice
   */
  public void checkIfAnswered(RuntimeKind kind, String name, @Nullable String status, String hint) {
    try {
      check(kind, name, status, hint);
    } catch (RuntimeApiException away) {
      // The caller reports an unavailable registry.
      if (!away.isTransient()) {
        throw away;
      }
    }
  }
}
