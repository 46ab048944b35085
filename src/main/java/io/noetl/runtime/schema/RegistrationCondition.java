package io.noetl.runtime.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What a registration does where the registry has a row of that kind and name already. */
public sealed interface RegistrationCondition {

  /** Replaces it, as the API defines. */
  RegistrationCondition NONE = new Replace();

  /** Replaces it, whoever wrote it. */
  record Replace() implements RegistrationCondition {}

  /** Leaves it alone. */
  record IfAbsent() implements RegistrationCondition {}

  /**
   * Replaces it unless it is another's and alive. The owner of a row is the process that its {@code
   * runtime.hostname} and {@code runtime.pid} name; it is alive while it is not offline and its
   * heartbeat is young. The owner's own row is replaced, and so is one of a process of the same
   * host that has ended.
   *
   * @param staleAfter the heartbeat's age from which a row is nobody's
   * @param runs whether a process of that id runs on the requester's host
   */
  record Exclusive(Duration staleAfter, LongPredicate runs) implements RegistrationCondition {

    /**
     * Checks a row that is there.
     *
     * @param asOf the registry's time
     * @return the pid of its owner where that is a process of the same host that has ended; null
     *     where it may be replaced for another reason
     * @throws RuntimeApiException.Held when the row is another's and alive
     */
    public @Nullable String check(
        RuntimeRegistrationRequest request, RuntimeComponentInfo row, Instant asOf) {
      Liveness life = Liveness.of(row, asOf, staleAfter);
      boolean isAlive = !life.stale() && !life.effectiveStatus().equals(Liveness.OFFLINE);
      JsonObject requester = request.storedRuntime();
      String hostname = requester.text("hostname");
      boolean sameHost = hostname != null && hostname.equals(row.hostname());
      boolean own = sameHost && same(requester.text("pid"), row.pid());
      if (!isAlive || own) {
        return null;
      }
      if (sameHost && hasEnded(row.pid())) {
        return row.pid();
      }
      throw new RuntimeApiException.Held(request, row, life);
    }

    private static boolean same(@Nullable String pid, @Nullable String other) {
      return pid == null ? other == null : pid.equals(other);
    }

    private boolean hasEnded(@Nullable String pid) {
      try {
        return pid != null && !runs.test(Long.parseLong(pid));
      } catch (NumberFormatException notAProcess) {
        return false;
      }
    }
  }
}
