package io.noetl.runtime.schema;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the components of a list one by one. */
@FunctionalInterface
public interface ComponentSink {

  /**
   * Takes the next component.
   *
   * @param asOf the registry's own time when it answered; null where it gave none
   */
  void accept(RuntimeComponentInfo component, @Nullable Instant asOf);
}
