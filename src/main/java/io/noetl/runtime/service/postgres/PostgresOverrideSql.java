package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.OperatorOverrideSql;

/** Operators' changes in PostgreSQL's JSON. */
final class PostgresOverrideSql implements OperatorOverrideSql {

  private static final String MARK = "(held.runtime -> 'set_by_operator')";

  /** One part of the merged mark, removed if it is empty. */
  private static final String PART =
      "'{part}', nullif(jsonb_strip_nulls(coalesce(old -> '{part}', '{}')"
          + " || coalesce(young -> '{part}', '{}')), '{}')";

  @Override
  public String labels() {
    return "nullif((CASE jsonb_typeof(excluded.labels) WHEN 'object' THEN excluded.labels ELSE '{}' END"
        + " || "
        + part("labels")
        + ") - "
        + keys("without_labels")
        + ", '{}')";
  }

  @Override
  public String capacity() {
    String text = "(held.runtime #>> '{set_by_operator,capacity}')";
    return "(CASE WHEN "
        + text
        + " ~ '^[0-9]{1,10}$' THEN least("
        + text
        + "::bigint, 2147483647)::integer END)";
  }

  @Override
  public String runtime(String drains) {
    return "((excluded.runtime || "
        + part("runtime")
        + ") - "
        + keys("without_runtime")
        + ") || (CASE WHEN "
        + drains
        + " THEN jsonb_strip_nulls(jsonb_build_object("
        + "'drain_until', held.runtime -> 'drain_until', 'drain_note', held.runtime -> 'drain_note'))"
        + " ELSE '{}' END) || (CASE WHEN "
        + MARK
        + " IS NULL THEN '{}' ELSE jsonb_build_object('set_by_operator', "
        + MARK
        + ") END)";
  }

  @Override
  public String changed(String column) {
    return """
    CASE WHEN {patchable} THEN coalesce(
      (SELECT (((base - 'set_by_operator') || (patch - 'set_by_operator'))
           - ARRAY(SELECT key FROM jsonb_each(patch) WHERE value = 'null'))
         || jsonb_strip_nulls(jsonb_build_object('set_by_operator', nullif(
           CASE jsonb_typeof(young)
             WHEN 'object' THEN jsonb_strip_nulls((old || young) || jsonb_build_object({parts}))
             WHEN 'null' THEN '{}'
             ELSE old END, '{}')))
       FROM (SELECT base, patch, patch -> 'set_by_operator' AS young,
           CASE jsonb_typeof(base -> 'set_by_operator')
             WHEN 'object' THEN base -> 'set_by_operator' ELSE '{}' END AS old
         FROM (SELECT ?::jsonb AS patch,
           CASE jsonb_typeof({column}) WHEN 'object' THEN {column} ELSE '{}' END AS base) AS given)
         AS marked),
      {column}) ELSE {column} END\
    """
        .replace("{patchable}", PostgresDialect.isObjectOrNull(column))
        .replace(
            "{parts}",
            String.join(
                ", ",
                PART.replace("{part}", "labels"),
                PART.replace("{part}", "without_labels"),
                PART.replace("{part}", "runtime"),
                PART.replace("{part}", "without_runtime")))
        .replace("{column}", column);
  }

  private static String part(String name) {
    String part = "held.runtime #> '{set_by_operator," + name + "}'";
    return "(CASE jsonb_typeof(" + part + ") WHEN 'object' THEN " + part + " ELSE '{}' END)";
  }

  private static String keys(String name) {
    return "ARRAY(SELECT jsonb_object_keys(" + part(name) + "))";
  }
}
