package io.noetl.runtime.cli.registry;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeMaintenance;

/**
 * A database behind both its ports.
 *
 * @param isFile whether it is the embedded one, which cannot be away for a while
 */
public record ServedDatabase(RuntimeApi registry, RuntimeMaintenance maintenance, boolean isFile)
    implements AutoCloseable {

  @Override
  public void close() {
    registry.close();
  }
}
