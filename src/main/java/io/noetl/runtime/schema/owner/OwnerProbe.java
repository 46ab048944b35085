package io.noetl.runtime.schema.owner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks for the process that a row names as its owner. */
@FunctionalInterface
public interface OwnerProbe {

  /**
   * Looks.
   *
   * @param silence how old the row's last heartbeat is; null where nobody knows
   */
  OwnerState look(ProcessIdentity owner, @Nullable Duration silence);
}
