package io.noetl.runtime.service.sqlite;

import io.noetl.runtime.service.jdbc.OperatorOverrideSql;

/** Operators' changes in SQLite's JSON. */
final class SqliteOverrideSql implements OperatorOverrideSql {

  private static final String MARK = "held.runtime -> '$.set_by_operator'";

  @Override
  public String labels() {
    return "nullif(json_patch(json_patch(coalesce(excluded.labels, '{}'), "
        + part("labels")
        + "), "
        + nulls("without_labels")
        + "), '{}')";
  }

  @Override
  public String capacity() {
    return "CASE json_type(held.runtime, '$.set_by_operator.capacity') WHEN 'integer'"
        + " THEN held.runtime ->> '$.set_by_operator.capacity' END";
  }

  @Override
  public String runtime(String drains) {
    return "json_patch(json_patch(json_patch(json_patch(excluded.runtime, "
        + part("runtime")
        + "), "
        + nulls("without_runtime")
        + "), CASE WHEN "
        + drains
        + " THEN json_object('drain_until', held.runtime -> '$.drain_until',"
        + " 'drain_note', held.runtime -> '$.drain_note') ELSE '{}' END), CASE WHEN "
        + MARK
        + " IS NULL THEN '{}' ELSE json_object('set_by_operator', "
        + MARK
        + ") END)";
  }

  /** {@code json_patch} merges nested objects too; only an empty mark has to be removed. */
  @Override
  public String changed(String column) {
    return """
    CASE WHEN {patchable} THEN
      (SELECT CASE WHEN changed -> '$.set_by_operator' = '{}'
         THEN json_remove(changed, '$.set_by_operator') ELSE changed END
       FROM (SELECT coalesce(json_patch(coalesce({column}, '{}'), ?), {column}) AS changed))
      ELSE {column} END\
    """
        .replace("{patchable}", SqliteDialect.isObjectOrNull(column))
        .replace("{column}", column);
  }

  private static String part(String name) {
    String path = "'$.set_by_operator." + name + "'";
    return "CASE json_type(held.runtime, "
        + path
        + ") WHEN 'object' THEN held.runtime -> "
        + path
        + " ELSE '{}' END";
  }

  /** A patch that removes the fields that the part names. */
  private static String nulls(String name) {
    return "(SELECT json_group_object(key, NULL) FROM json_each(" + part(name) + "))";
  }
}
