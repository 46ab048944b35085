package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;

/** The statements that find, mark and delete rows by their age, and those that count rows. */
final class MaintenanceSql {

  private static final String OF_KIND = "  AND kind = ?\n";

  private static final String OF_ANOTHER = "  AND NOT (kind = ? AND name = ?)\n";

  private final Dialect dialect;
  private final SelectSql select;

  MaintenanceSql(Dialect dialect, SelectSql select) {
    this.dialect = dialect;
    this.select = select;
  }

  /**
   * Reads the rows that a sweep would mark. Parameters: seconds and, if {@code hasKind}, a kind.
   */
  String unresponsive(boolean hasKind) {
    return select.select(whereUnresponsive() + (hasKind ? OF_KIND : ""), false);
  }

  /** Marks those rows offline. Parameters: the same. Result: the rows after the change. */
  String sweep(boolean hasKind) {
    return markOffline() + (hasKind ? OF_KIND : "") + "RETURNING " + select.columns();
  }

  /** Counts those rows, one excepted. Parameters: seconds, and kind and name of the exception. */
  String countUnresponsiveOthers() {
    return "SELECT count(*) FROM " + dialect.table() + "\n" + whereUnresponsive() + OF_ANOTHER;
  }

  /**
   * Marks those rows offline, one excepted. Parameters: seconds, seconds again, kind and name of
   * the exception, the most rows to mark. Result: their kinds and names.
   */
  String sweepOthers() {
    return markOffline()
        + "  AND runtime_id IN (SELECT runtime_id FROM "
        + dialect.table()
        + "\n"
        + whereUnresponsive()
        + OF_ANOTHER
        + "  LIMIT ?)\nRETURNING kind, name\n";
  }

  /** Reads the rows that may be deleted. Parameters: seconds and, if {@code hasKind}, a kind. */
  String longOffline(boolean hasKind) {
    return select.select(whereLongOffline() + (hasKind ? OF_KIND : ""), false);
  }

  /** Deletes rows. Parameters: seconds and a JSON list of ids. Result: the deleted rows. */
  String delete() {
    return "DELETE FROM "
        + dialect.table()
        + "\n"
        + whereLongOffline()
        + "  AND runtime_id IN "
        + dialect.elements()
        + "\nRETURNING "
        + select.columns();
  }

  /** Counts the components that are not offline. */
  String countAlive() {
    return """
    SELECT count(*) FROM {table}
    WHERE status <> 'offline' AND {type} IS DISTINCT FROM 'server_control'
    """
        .replace("{type}", type())
        .replace("{table}", dialect.table());
  }

  /** Finds a lease of a NoETL server. Parameters: seconds since it was renewed. */
  String freshLease() {
    return """
    SELECT 1 FROM {table}
    WHERE {type} = 'server_control' AND heartbeat >= {ago}
    LIMIT 1
    """
        .replace("{type}", type())
        .replace("{ago}", dialect.secondsAgo())
        .replace("{table}", dialect.table());
  }

  /**
   * Counts rows by kind and effective status. Parameters: seconds after which a heartbeat is stale.
   * Result: kind, status as in {@code Liveness} and number; {@code other} for unknown kinds and
   * statuses.
   */
  String counts() {
    String drainUntil = dialect.jsonText("runtime", "drain_until");
    return """
    SELECT
      CASE WHEN kind IN ('worker_pool', 'broker', 'server_api', 'scheduler', 'monitor')
        THEN kind ELSE 'other' END,
      CASE WHEN effective IN ('ready', 'active', 'busy', 'idle', 'starting', 'draining', 'paused',
          'stopping', 'degraded', 'failed', 'stale', 'offline') THEN effective ELSE 'other' END,
      count(*)
    FROM (
      SELECT kind, CASE
          WHEN status = 'offline' THEN status
          WHEN heartbeat IS NULL OR heartbeat < {ago} THEN 'stale'
          WHEN status = 'draining' AND {drainEnded} THEN 'ready'
          WHEN status = 'ready' AND {drainUntil} IS NOT NULL
            AND NOT {drainEnded} THEN 'draining'
          ELSE status END AS effective
      FROM {table}
      WHERE {type} IS DISTINCT FROM 'server_control') AS judged
    GROUP BY 1, 2
    """
        .replace("{drainEnded}", dialect.hasPassed(drainUntil))
        .replace("{drainUntil}", drainUntil)
        .replace("{type}", type())
        .replace("{ago}", dialect.secondsAgo())
        .replace("{table}", dialect.table());
  }

  private String markOffline() {
    return """
    UPDATE {table}
    SET status = 'offline', updated_at = {now}
    {where}  AND {alone}
    """
        .replace("{now}", dialect.now())
        .replace("{where}", whereUnresponsive())
        .replace("{alone}", dialect.isAlone())
        .replace("{table}", dialect.table());
  }

  private String whereUnresponsive() {
    return """
    WHERE status <> 'offline' AND heartbeat < {ago}
      AND {type} IS DISTINCT FROM 'server_control'
    """
        .replace("{ago}", dialect.secondsAgo())
        .replace("{type}", type());
  }

  private String whereLongOffline() {
    return """
    WHERE status = 'offline' AND heartbeat < {ago}
      AND {type} IS DISTINCT FROM 'server_control'
    """
        .replace("{ago}", dialect.secondsAgo())
        .replace("{type}", type());
  }

  /** Leases of NoETL servers are rows of a type of their own. */
  private String type() {
    return dialect.jsonText("runtime", "type");
  }
}
