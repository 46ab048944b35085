package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;
import java.util.List;

/** The statements that change single columns of existing rows. */
public final class RowUpdateSql {

  private static final String RETURNING_ID = "RETURNING runtime_id\n";

  private final Dialect dialect;
  private final String heartbeat;
  private final String heartbeats;

  public RowUpdateSql(Dialect dialect) {
    this.dialect = dialect;
    String setAlive = setAlive(dialect, undrained(dialect));
    this.heartbeat = setAlive + "WHERE kind = ? AND name = ?\n" + RETURNING_ID;
    this.heartbeats =
        setAlive
            + "WHERE kind = ? AND "
            + dialect.isAmongNames()
            + "\nRETURNING name, runtime_id\n";
  }

  /** Records a heartbeat. Parameters: kind and name. Result: the id. */
  String heartbeat() {
    return heartbeat;
  }

  /**
   * Records many heartbeats. Parameters: a kind, and names as {@link Dialect#bindNames} binds them.
   * Result: name and id of each row written. Rows locked by another transaction are skipped, so
   * that such statements of several processes rarely block each other and never deadlock.
   */
  public String heartbeats() {
    return heartbeats;
  }

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

  /**
   * The beginning of a statement that records a heartbeat. A drain whose time has passed ends.
   *
   * @param runtime the new runtime object
   */
  static String setAlive(Dialect dialect, String runtime) {
    return """
    UPDATE {table}
    SET heartbeat = {now}, updated_at = {now},
      status = CASE
        WHEN status = 'offline' OR (status = 'draining' AND {drainEnded})
        THEN 'ready' ELSE status END,
      runtime = {runtime}
    """
        .replace("{runtime}", runtime)
        .replace("{drainEnded}", dialect.hasPassed(dialect.jsonText("runtime", "drain_until")))
        .replace("{now}", dialect.now())
        .replace("{table}", dialect.table());
  }

  /** The runtime object without a drain whose time has passed. */
  static String undrained(Dialect dialect) {
    return """
    CASE
        WHEN status = 'draining' AND {drainEnded}
        THEN {undrained} ELSE runtime END\
    """
        .replace("{undrained}", dialect.without("runtime", List.of("drain_note", "drain_until")));
  }
}
