package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;

/**
 * The statements whose text depends on whether the table has the column {@code capabilities}, which
 * very old tables lack.
 */
record TableSql(
    boolean hasCapabilities,
    RegistrationSql registration,
    SelectSql select,
    MaintenanceSql maintenance) {

  static TableSql of(Dialect dialect, boolean hasCapabilities) {
    SelectSql select = new SelectSql(dialect, hasCapabilities);
    return new TableSql(
        hasCapabilities,
        new RegistrationSql(dialect, hasCapabilities),
        select,
        new MaintenanceSql(dialect, select));
  }
}
