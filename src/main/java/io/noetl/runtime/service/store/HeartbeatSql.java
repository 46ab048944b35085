package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;
import java.util.List;

/** The statements that record heartbeats. */
public final class HeartbeatSql {

  private final String one;
  private final String many;

  public HeartbeatSql(Dialect dialect) {
    String setAlive = setAlive(dialect, undrained(dialect));
    this.one = setAlive + "WHERE kind = ? AND name = ?\nRETURNING runtime_id\n";
    this.many =
        setAlive
            + "WHERE kind = ? AND "
            + dialect.isAmongNames()
            + "\nRETURNING name, runtime_id\n";
  }

  /** Records a heartbeat. Parameters: kind and name. Result: the id. */
  String one() {
    return one;
  }

  /**
   * Records many heartbeats. Parameters: a kind, and names as {@link Dialect#bindNames} binds them.
   * Result: name and id of each row written. Rows locked by another transaction are skipped, so
   * that such statements of several processes rarely block each other and never deadlock.
   */
  public String many() {
    return many;
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
        .replace("{drainEnded}", drainEnded(dialect))
        .replace("{now}", dialect.now())
        .replace("{table}", dialect.table())
        .replace("{runtime}", runtime);
  }

  /** The runtime object without a drain whose time has passed. */
  static String undrained(Dialect dialect) {
    return """
    CASE
        WHEN status = 'draining' AND {drainEnded}
        THEN {undrained} ELSE runtime END\
    """
        .replace("{drainEnded}", drainEnded(dialect))
        .replace("{undrained}", dialect.without("runtime", List.of("drain_note", "drain_until")));
  }

  private static String drainEnded(Dialect dialect) {
    return dialect.hasPassed(dialect.jsonText("runtime", "drain_until"));
  }
}
