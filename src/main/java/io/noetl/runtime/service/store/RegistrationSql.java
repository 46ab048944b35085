package io.noetl.runtime.service.store;

import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.OperatorOverrideSql;
import io.noetl.runtime.service.jdbc.RowBatchSql;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The statements that write a whole row. A registration replaces every column of an existing row,
 * except for what an operator has set since, if the same process registers again.
 */
final class RegistrationSql {

  private static final String RETURNING_ID = "RETURNING runtime_id\n";

  private final Dialect dialect;
  private final boolean hasCapabilities;

  /** The longest part, kept once it was built; any thread builds the same. */
  private volatile @Nullable SequencedMap<String, String> replacement;

  /**
   * The statements for a table.
   *
   * @param hasCapabilities whether the table has the column {@code capabilities}
   */
  RegistrationSql(Dialect dialect, boolean hasCapabilities) {
    this.dialect = dialect;
    this.hasCapabilities = hasCapabilities;
  }

  /** Inserts or replaces a row. Parameters: the values of the row. Result: its id. */
  String replace() {
    return insert() + onConflictReplace() + RETURNING_ID;
  }

  /**
   * Inserts a row, or replaces it unless another live process owns it. Parameters: the values of
   * the row, seconds after which a heartbeat is stale, and pid, namespace and start time of an
   * owner known to have ended. Result: the id if it wrote the row.
   */
  String replaceUnlessHeld() {
    return insert() + onConflictReplace() + whereNotHeld() + RETURNING_ID;
  }

  /** Inserts a row if there is none. Parameters: its values. Result: the id if it was inserted. */
  String insertIfAbsent() {
    return insert() + "ON CONFLICT (kind, name) DO NOTHING\n" + RETURNING_ID;
  }

  /**
   * Inserts or replaces many rows of one kind. Parameters: as {@link RowBatchSql#bind} binds them.
   * Result: name and id of each row written.
   *
   * @param waits whether it waits for rows that other transactions have locked, or leaves them out
   */
  public String replaceAll(boolean waits) {
    return dialect.rowBatch().replace(columns(), replacement(), waits);
  }

  private String insert() {
    return """
    INSERT INTO {table} AS held
      ({columns})
    VALUES (?, ?, ?, ?, ?, {json}, ?, {json}, {now}, {now}, {now}{value})
    """
        .replace("{columns}", columns())
        .replace("{value}", hasCapabilities ? ", {json}" : "")
        .replace("{json}", dialect.jsonParameter())
        .replace("{now}", dialect.now())
        .replace("{table}", dialect.table());
  }

  private String columns() {
    return """
    runtime_id, name, kind, uri, status, labels, capacity, runtime,
       heartbeat, created_at, updated_at\
    """
        + (hasCapabilities ? ", capabilities" : "");
  }

  private String onConflictReplace() {
    StringBuilder sql = new StringBuilder("ON CONFLICT (kind, name) DO UPDATE SET\n");
    String separator = "  ";
    for (var value : replacement().entrySet()) {
      sql.append(separator).append(value.getKey()).append(" = ").append(value.getValue());
      separator = ",\n  ";
    }
    return sql.append('\n').toString();
  }

  /** The new values of columns. */
  private SequencedMap<String, String> replacement() {
    SequencedMap<String, String> built = replacement;
    if (built == null) {
      built = buildReplacement();
      replacement = built;
    }
    return built;
  }

  private SequencedMap<String, String> buildReplacement() {
    String draining = isDraining();
    String kept = isKept(draining);
    OperatorOverrideSql operator = dialect.overrides();
    SequencedMap<String, String> values = new LinkedHashMap<>();
    put(values, kept, "uri", "coalesce(" + held("set_by_operator.uri") + ", excluded.uri)");
    put(
        values,
        kept,
        "status",
        "CASE WHEN held.status = 'draining' AND "
            + draining
            + " THEN 'draining'\n      ELSE "
            + "coalesce("
            + held("set_by_operator.status")
            + ", excluded.status) END");
    put(values, kept, "labels", operator.labels());
    put(values, kept, "capacity", "coalesce(" + operator.capacity() + ", excluded.capacity)");
    put(values, kept, "runtime", operator.runtime(draining));
    if (hasCapabilities) {
      values.put("capabilities", "coalesce(excluded.capabilities, held.capabilities)");
    }
    values.put("heartbeat", "excluded.heartbeat");
    values.put("updated_at", "excluded.updated_at");
    return values;
  }

  private static void put(
      SequencedMap<String, String> values, String kept, String column, String ifKept) {
    values.put(
        column,
        "CASE WHEN " + kept + "\n    THEN " + ifKept + "\n    ELSE excluded." + column + " END");
  }

  /** If two owners race, the second one finds the row of the first. */
  private String whereNotHeld() {
    return """
    WHERE held.status = 'offline' OR held.heartbeat < {ago}
      OR ({sameHost}
        AND (({heldPid} IS NOT DISTINCT FROM {newPid}
            AND {sameDetails})
          OR ({heldPid} = ?
            AND {heldNamespace} IS NOT DISTINCT FROM ?
            AND {heldStart} IS NOT DISTINCT FROM ?)))
    """
        .replace("{ago}", dialect.secondsAgo())
        .replace("{sameHost}", isSame("hostname"))
        .replace("{sameDetails}", hasSameDetails())
        .replace("{heldPid}", held("pid"))
        .replace("{newPid}", registered("pid"))
        .replace("{heldNamespace}", held("pid_ns"))
        .replace("{heldStart}", held("pid_started"));
  }

  /** Whether the held row is to drain, and its time has not passed. */
  private String isDraining() {
    String until = held("drain_until");
    return "(" + until + " IS NOT NULL AND NOT " + dialect.hasPassed(until) + ")";
  }

  /**
   * Whether the process that owns the row registers again after an operator has changed the row. A
   * registration that carries an operator's mark is a change by an operator itself.
   */
  private String isKept(String draining) {
    return """
    (({heldMark} IS NOT NULL OR {draining})
        AND {newMark} IS NULL
        AND (({sameHost}
            AND {samePid}
            AND {sameDetails})
          OR {sameStart}))\
    """
        .replace("{heldMark}", held("set_by_operator"))
        .replace("{draining}", draining)
        .replace("{newMark}", registered("set_by_operator"))
        .replace("{sameHost}", isSame("hostname"))
        .replace("{samePid}", isSame("pid"))
        .replace("{sameDetails}", hasSameDetails())
        .replace("{sameStart}", isSame("started_at"));
  }

  /** Whether neither the process namespace nor the start time contradicts an equal pid. */
  private String hasSameDetails() {
    return "coalesce("
        + isSame("pid_ns")
        + ", true) AND coalesce("
        + isSame("pid_started")
        + ", true)";
  }

  private String isSame(String field) {
    return held(field) + " = " + registered(field);
  }

  private String held(String field) {
    return dialect.jsonText("held.runtime", field);
  }

  private String registered(String field) {
    return dialect.jsonText("excluded.runtime", field);
  }
}
