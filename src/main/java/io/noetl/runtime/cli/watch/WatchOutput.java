package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import java.time.Instant;
import java.util.List;

/** Where somebody follows what a watch sees. */
interface WatchOutput extends AutoCloseable {

  /** Tells of a look at the components, and of what has happened since the last. */
  void seen(List<ListedComponent> components, List<WatchEvent> events, Instant asOf);

  /** Tells that the registry could not be asked, once per outage. */
  void lost(WatchEvent outage);

  /** Comes at least every second, whatever happens. */
  default void tick() {}

  /** Leaves everything as it was found; a closed outlet shows nothing more. */
  @Override
  void close();
}
