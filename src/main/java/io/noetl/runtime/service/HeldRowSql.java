package io.noetl.runtime.service;

/**
 * What a registration makes of a row that is there: everything is replaced, but what an operator
 * has set meanwhile where the same process registers again.
 */
final class HeldRowSql {

  /** Whether the row is to take no new work, and its time has not passed. */
  static final String DRAINS =
      "({text:held.runtime:drain_until} IS NOT NULL AND NOT {passed:held.runtime:drain_until})";

  /** Whether what both rows say of a process beside host and pid is the same. */
  static final String SAME_DETAILS =
      "coalesce({text:held.runtime:pid_ns} = {text:excluded.runtime:pid_ns}, true) AND"
          + " coalesce({text:held.runtime:pid_started} = {text:excluded.runtime:pid_started}, true)";

  /**
   * Whether a registration comes from the process that holds the row, and an operator has set
   * something since. One that brings a mark itself is an operator's.
   */
  static final String IS_KEPT =
      """
      (({text:held.runtime:set_by_operator} IS NOT NULL OR {drains})
          AND {text:excluded.runtime:set_by_operator} IS NULL
          AND (({text:held.runtime:hostname} = {text:excluded.runtime:hostname}
              AND {text:held.runtime:pid} = {text:excluded.runtime:pid}
              AND %s)
            OR {text:held.runtime:started_at} = {text:excluded.runtime:started_at}))\
      """
          .replace("%s", SAME_DETAILS);

  static final String OR_REPLACE =
      """
      ON CONFLICT (kind, name) DO UPDATE SET
        uri = CASE WHEN {kept}
          THEN coalesce({text:held.runtime:set_by_operator.uri}, excluded.uri)
          ELSE excluded.uri END,
        status = CASE WHEN {kept}
          THEN CASE WHEN held.status = 'draining' AND {drains} THEN 'draining'
            ELSE coalesce({text:held.runtime:set_by_operator.status}, excluded.status) END
          ELSE excluded.status END,
        labels = CASE WHEN {kept} THEN {kept:labels} ELSE excluded.labels END,
        capacity = CASE WHEN {kept} THEN coalesce({kept:capacity}, excluded.capacity)
          ELSE excluded.capacity END,
        runtime = CASE WHEN {kept} THEN {kept:runtime} ELSE excluded.runtime END,
        {capable:capabilities = coalesce(excluded.capabilities, held.capabilities),}
        heartbeat = excluded.heartbeat, updated_at = excluded.updated_at
      """;

  private HeldRowSql() {}
}
