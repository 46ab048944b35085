package io.noetl.runtime.schema.discovery;

import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.Liveness;
import java.util.Locale;

/** Whether a component takes work, and why not. */
public enum Availability {
  ALIVE,
  STALE,
  OFFLINE,
  DRAINING,
  BLOCKED;

  /**
   * Judges a component.
   *
   * @param lacksDependency whether a dependency that it requires is not met
   */
  public static Availability of(Liveness liveness, boolean lacksDependency) {
    return switch (liveness.effectiveStatus()) {
      case Liveness.STALE -> STALE;
      case Liveness.OFFLINE -> OFFLINE;
      case Drain.STATUS -> DRAINING;
      default -> lacksDependency ? BLOCKED : ALIVE;
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
