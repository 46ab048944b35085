package io.noetl.runtime.schema;

import java.time.Duration;
import java.time.Instant;

/**
 * The kind of server of a registry, and its consequences for changes.
 *
 * @param software the program that takes the requests
 * @param hasReaper whether a Python server of 2026 works on the table, be it the one that answers
 *     or another: its command reaper takes a worker for dead whose status is not {@code ready}, and
 *     gives the worker's running commands to others
 */
public record RegistryServer(Software software, boolean hasReaper) {

  /**
   * How old the heartbeat of a lease may be for its server to count as running; the slowest lease
   * is renewed once a minute.
   */
  public static final Duration LEASE_PATIENCE = Duration.ofMinutes(5);

  /** The programs that answer. */
  public enum Software {
    SERVE("noetl-runtime serve"),
    PYTHON_2025("a Python server of NoETL, 2025"),
    PYTHON_2026("a Python server of NoETL, 2026"),
    RUST("a Rust server of NoETL"),
    DIRECT("direct mode");

    private final String words;

    Software(String words) {
      this.words = words;
    }

    /** The program, for a person. */
    public String words() {
      return words;
    }

    private boolean isPython() {
      return this == PYTHON_2025 || this == PYTHON_2026;
    }
  }

  public RegistryServer {
    hasReaper |= software == Software.PYTHON_2026;
  }

  /** One that is alone on its table. */
  public static RegistryServer of(Software software) {
    return new RegistryServer(software, false);
  }

  /**
   * Whether heartbeats leave every status but {@code offline} as it is. Python servers set {@code
   * ready}, and workers send theirs to one of these where there is one.
   */
  public boolean heartbeatKeepsStatus() {
    return !software.isPython() && !hasReaper;
  }

  /** Whether a status other than {@code ready} makes others run a worker's commands again. */
  public boolean takesStatusForDeath() {
    return hasReaper;
  }

  /** Whether a change of a row is a registration, which also counts as a heartbeat of its owner. */
  public boolean changeIsHeartbeat() {
    return software.isPython() || software == Software.RUST;
  }

  /**
   * Whether a list of API servers holds a lease that a server has renewed recently; only Python
   * servers of 2026 hold leases.
   */
  public static boolean holdsFreshLease(RuntimeListResponse servers) {
    Instant asOf = servers.asOf();
    for (RuntimeComponentInfo row : servers.items()) {
      Instant renewed = row.heartbeat();
      // Without the registry's time the age of a lease is unknown.
      if (row.isLease()
          && renewed != null
          && (asOf == null || renewed.isAfter(asOf.minus(LEASE_PATIENCE)))) {
        return true;
      }
    }
    return false;
  }
}
