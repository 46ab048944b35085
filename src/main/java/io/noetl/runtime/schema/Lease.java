package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.NumberLimits;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A row that is a lease and not a component: one of several NoETL servers does a task for all of
 * them.
 *
 * @param task what is done, such as {@link #SWEEPER}
 * @param owner the instance that holds or held it
 * @param term how long it lasts after it was renewed; null where the row does not say
 */
public record Lease(@Nullable String task, @Nullable String owner, @Nullable Duration term) {

  /** The task of marking silent components offline. */
  public static final String SWEEPER = "runtime_sweeper";

  private static final BigDecimal MOST_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(3650).toSeconds());

  /** The lease that a row is; null for a component. */
  public static @Nullable Lease of(RuntimeComponentInfo row) {
    if (!row.isLease()) {
      return null;
    }
    JsonObject runtime = row.json().object("runtime");
    return new Lease(
        runtime.text("task"), runtime.text("owner_instance"), term(runtime.text("lease_seconds")));
  }

  private static @Nullable Duration term(@Nullable String seconds) {
    if (seconds == null || !NumberLimits.isReadable(seconds)) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(seconds);
      boolean isTerm = number.signum() > 0 && number.compareTo(MOST_SECONDS) <= 0;
      return isTerm ? Duration.ofMillis(number.movePointRight(3).longValue()) : null;
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  /**
   * Whether it is the lease of the process that marks stale components offline.
   *
   * @param name the name of its row, such as {@code server:runtime_sweeper}
   */
  public boolean isSweepers(String name) {
    return task == null ? name.endsWith(':' + SWEEPER) : task.equals(SWEEPER);
  }

  /** Task and owner in a line. */
  public String inWords() {
    return (task == null ? "" : task + ", ") + "owner " + ownerInWords();
  }

  /** The owner, or that the row names none. */
  public String ownerInWords() {
    return owner == null ? "unknown" : owner;
  }
}
