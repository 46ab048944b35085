package io.noetl.runtime.cli.registry;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;

/**
 * The database that {@code serve} works on, with its registry and maintenance interfaces.
 *
 * @param isFile whether it is an SQLite file, for which there are no transient outages
 */
public record ServedDatabase(RuntimeApi registry, RuntimeMaintenance maintenance, boolean isFile)
    implements AutoCloseable {

  @Override
  public void close() {
    registry.close();
  }
}
