package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a component's status is worth, given how long it has been silent.
 *
 * @param effectiveStatus the stored status, {@code stale} for one that is silent too long, {@code
 *     draining} for one that is marked so, or {@code ready} for one whose {@link Drain} is over
 * @param age the time since the last heartbeat, never negative; null without a heartbeat
 * @param expiresIn the time until the component counts as stale, negative once it does; null when
 *     it is offline or has no heartbeat
 * @param silent whether the last heartbeat is older than allowed, or missing; of an offline
 *     component, too
 */
public record Liveness(
    String effectiveStatus, @Nullable Duration age, @Nullable Duration expiresIn, boolean silent) {

  public static final String STALE = "stale";
  public static final String OFFLINE = "offline";

  /** The header of a list that says after how many seconds its server sweeps. */
  public static final String SWEPT_AFTER = "NoETL-Offline-After";

  /** The value of that header. */
  public static String seconds(Duration silence) {
    long millis = silence.toMillis();
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }

  /** What such a value says; null for none, and for what is none. */
  public static @Nullable Duration silence(@Nullable String seconds) {
    try {
      double told = seconds == null ? 0 : Double.parseDouble(seconds.strip());
      // Ages beyond some years and values that are not numbers are ignored.
      return told >= 0.001 && told <= 1e9 ? Duration.ofMillis(Math.round(told * 1000)) : null;
    } catch (NumberFormatException garbage) {
      return null;
    }
  }

  /**
   * Judges a component.
   *
   * @param asOf the registry's own time, since a clock here may be wrong
   * @param staleAfter how long a component may be silent; a lease says itself how long it lasts
   */
  public static Liveness of(RuntimeComponentInfo component, Instant asOf, Duration staleAfter) {
    String status = component.status();
    Instant heartbeat = component.heartbeat();
    if (heartbeat == null) {
      return new Liveness(status.equals(OFFLINE) ? OFFLINE : STALE, null, null, true);
    }
    Duration age = Duration.between(heartbeat, asOf);
    age = age.isNegative() ? Duration.ZERO : age;
    Lease lease = component.isLease() ? Lease.of(component) : null;
    Duration limit = lease == null || lease.term() == null ? staleAfter : lease.term();
    Duration expiresIn = limit.minus(age);
    boolean silent = expiresIn.isNegative();
    if (status.equals(OFFLINE)) {
      return new Liveness(OFFLINE, age, null, silent);
    }
    Drain drain = Drain.of(component);
    String alive = drain == null ? status : drain.isOver(asOf) ? "ready" : Drain.STATUS;
    return new Liveness(silent ? STALE : alive, age, expiresIn, silent);
  }

  /** Whether the component sends heartbeats: it is neither offline nor stale. */
  public boolean isAlive() {
    return !dead();
  }

  /** Whether the component is stale or offline. */
  public boolean dead() {
    return stale() || effectiveStatus.equals(OFFLINE);
  }

  /** Whether the effective status is stale; an offline component has another. */
  public boolean stale() {
    return effectiveStatus.equals(STALE);
  }

  /** The {@code computed} object of machine-readable output; times in whole seconds. */
  public JsonObject toJson() {
    return JsonObject.EMPTY
        .with("heartbeat_age_s", age == null ? null : age.toSeconds())
        .with("stale", silent)
        .with("dead", dead())
        // Rounded up where the age is rounded down, so that both add up to the limit.
        .with("expires_in_s", expiresIn == null ? null : -expiresIn.negated().toSeconds())
        .with("effective_status", effectiveStatus);
  }
}
