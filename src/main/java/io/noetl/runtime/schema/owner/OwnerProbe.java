package io.noetl.runtime.schema.owner;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks whether the owner process of a row is running. */
@FunctionalInterface
public interface OwnerProbe {

  /**
   * Looks.
   *
   * @param silence the age of the row's last heartbeat; null where it is unknown
   */
  OwnerState look(ProcessIdentity owner, @Nullable Duration silence);
}
