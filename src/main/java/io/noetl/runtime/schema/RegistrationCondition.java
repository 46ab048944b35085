package io.noetl.runtime.schema;

import io.noetl.runtime.schema.owner.OwnerProbe;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a registration does where the registry has a row of that kind and name already. */
public sealed interface RegistrationCondition {

  /** Replaces it, as the API defines. */
  RegistrationCondition NONE = new Replace();

  /** Replaces any existing row. */
  record Replace() implements RegistrationCondition {}

  /** Leaves it alone. */
  record IfAbsent() implements RegistrationCondition {}

  /**
   * Replaces it unless it is another's and alive. The owner of a row is the process that its
   * runtime object names; it is alive while it is not offline and its heartbeat is young. The
   * owner's own row is replaced, and so is one of a process of the same host that has ended.
   *
   * @param staleAfter the heartbeat age from which a row is free to take
   * @param isUsual whether that age is the default, so that a registry which reports its own counts
   * @param owners looks for processes of the requester's host
   */
  record Exclusive(Duration staleAfter, boolean isUsual, OwnerProbe owners)
      implements RegistrationCondition {

    /** A condition with an explicit age. */
    public Exclusive(Duration staleAfter, OwnerProbe owners) {
      this(staleAfter, false, owners);
    }

    /** The same with the registry's own limit, where it reports one and the age is the default. */
    public Exclusive asTold(@Nullable Duration offlineAfter) {
      return offlineAfter == null || !isUsual ? this : new Exclusive(offlineAfter, true, owners);
    }

    /**
     * Checks a row that is there.
     *
     * @param asOf the registry's time
     * @return its owner where that is a process of the same host that has ended; null where it may
     *     be replaced for another reason
     * @throws RuntimeApiException.Held when the row is another's and alive
     */
    public @Nullable ProcessIdentity check(
        RuntimeRegistrationRequest request, RuntimeComponentInfo row, Instant asOf) {
      Liveness life = Liveness.of(row, asOf, staleAfter);
      ProcessIdentity requester = ProcessIdentity.of(request.storedRuntime());
      ProcessIdentity owner = row.process();
      if (!life.isAlive() || requester.isSame(owner)) {
        return null;
      }
      OwnerState state =
          requester.isOnHostOf(owner) && owner.pid() != null
              ? owners.look(owner, life.age())
              : OwnerState.RUNS;
      if (state == OwnerState.ENDED) {
        return owner;
      }
      throw new RuntimeApiException.Held(request, row, life, state == OwnerState.UNKNOWN);
    }
  }
}
