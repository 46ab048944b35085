package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import java.time.Instant;
import java.util.List;

/** An output for the events of a watch. */
interface WatchOutput extends AutoCloseable {

  /** Takes the components of a poll and the events since the previous one. */
  void seen(List<ListedComponent> components, List<WatchEvent> events, Instant asOf);

  /** Takes the beginning of an outage of the registry. */
  void lost(WatchEvent outage);

  /** Is called at least every second. */
  default void tick() {}

  /** Restores the terminal; a closed output writes nothing more. */
  @Override
  void close();
}
