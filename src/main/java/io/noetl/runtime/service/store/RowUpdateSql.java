package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;

/**
 * The statements that change single columns of existing rows.
 *
 * @param dialect the SQL of the database
 */
record RowUpdateSql(Dialect dialect) {

  /** Marks a row offline. Parameters: kind and name. Result: the id. */
  String markOffline() {
    return """
    UPDATE {table}
    SET status = 'offline', updated_at = {now}
    WHERE kind = ? AND name = ?
    RETURNING runtime_id
    """
        .replace("{now}", dialect.now())
        .replace("{table}", dialect.table());
  }

  /**
   * Changes a row whose labels and runtime are objects. Parameters: status, uri, capacity, labels
   * and runtime (each null to keep the column), kind and name. Result: the id.
   *
   * @param changesLabels whether the labels have to be an object
   * @param changesRuntime the same for the runtime
   */
  String change(boolean changesLabels, boolean changesRuntime) {
    return """
    UPDATE {table}
    SET status = coalesce(?, status), uri = coalesce(?, uri), capacity = coalesce(?, capacity),
      labels = {labels}, runtime = {runtime}, updated_at = {now}
    WHERE kind = ? AND name = ?
    {conditions}RETURNING runtime_id
    """
        .replace("{labels}", dialect.patched("labels"))
        .replace("{runtime}", dialect.overrides().changed("runtime"))
        .replace("{now}", dialect.now())
        .replace(
            "{conditions}",
            (changesLabels ? "  AND " + dialect.isPatchable("labels") + "\n" : "")
                + (changesRuntime ? "  AND " + dialect.isPatchable("runtime") + "\n" : ""))
        .replace("{table}", dialect.table());
  }
}
