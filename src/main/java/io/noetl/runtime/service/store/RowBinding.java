package io.noetl.runtime.service.store;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Binds the values of a registration.
 *
 * @param newId the id of a new row
 * @param hasCapabilities whether the statement has a parameter for the capabilities
 * @param more binds the parameters after those of the row
 */
record RowBinding(
    long newId, RuntimeRegistrationRequest component, boolean hasCapabilities, More more)
    implements SqlRunner.Binding {

  private static final int CAPABILITIES = 9;

  @Override
  public void to(PreparedStatement statement) throws SQLException {
    statement.setLong(1, newId);
    statement.setString(2, component.name());
    statement.setString(3, component.kind().word());
    statement.setString(4, component.uri());
    statement.setString(5, component.status());
    statement.setString(6, ComponentStore.textOf(component.labels()));
    statement.setObject(7, component.capacity());
    statement.setString(8, Json.write(component.storedRuntime()));
    if (hasCapabilities) {
      Object capabilities = component.capabilities();
      statement.setString(CAPABILITIES, capabilities == null ? null : Json.write(capabilities));
    }
    more.to(statement, hasCapabilities ? CAPABILITIES + 1 : CAPABILITIES);
  }

  /** Binds parameters from an index on. */
  interface More {
    void to(PreparedStatement statement, int next) throws SQLException;
  }
}
