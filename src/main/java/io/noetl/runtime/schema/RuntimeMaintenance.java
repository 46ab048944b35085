package io.noetl.runtime.schema;

import java.util.List;

/**
 * What only direct mode can do to a registry: the port beside {@link RuntimeApi}, with the same
 * errors.
 */
public interface RuntimeMaintenance extends AutoCloseable {

  /** The statements that make the registry's table in a database that has none. */
  List<String> creationScript();

  /**
   * Makes the registry's table; one that is there is never touched.
   *
   * @return whether it was made now
   */
  boolean create();

  @Override
  void close();
}
