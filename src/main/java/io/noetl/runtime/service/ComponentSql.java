package io.noetl.runtime.service;

import java.util.List;

/**
 * Every statement on the rows of the table {@code noetl.runtime}. What stands in braces is said by
 * the {@link Dialect}; {@link #in} puts it there.
 */
final class ComponentSql {

  private static final String INSERT =
      """
      INSERT INTO noetl.runtime AS held
        (runtime_id, name, kind, uri, status, labels, capacity, runtime,
         heartbeat, created_at, updated_at{capable:, capabilities})
      VALUES (?, ?, ?, ?, ?, {json}, ?, {json}, {now}, {now}, {now}{capable:, ?json})
      """;

  /** Of two owners that race, the second finds the first's row. */
  private static final String UNLESS_HELD =
      """
      WHERE held.status = 'offline' OR held.heartbeat < {ago}
        OR ({text:held.runtime:hostname} = {text:excluded.runtime:hostname}
          AND (({text:held.runtime:pid} IS NOT DISTINCT FROM {text:excluded.runtime:pid}
              AND %s)
            OR ({text:held.runtime:pid} = ?
              AND {text:held.runtime:pid_ns} IS NOT DISTINCT FROM ?
              AND {text:held.runtime:pid_started} IS NOT DISTINCT FROM ?)))
      """
          .replace("%s", HeldRowSql.SAME_DETAILS);

  private static final String GIVING_ID = "RETURNING runtime_id\n";

  /** In the order in which {@link ComponentRow} reads them. */
  private static final String COLUMNS =
      """
      runtime_id, name, kind, {brief:uri} AS uri, {brief:status} AS status, capacity,
        {briefJson:labels} AS labels, {briefJson:runtime} AS runtime,
        {time:heartbeat} AS heartbeat, {time:created_at} AS created_at,
        {time:updated_at} AS updated_at, (SELECT {isoNow}) AS as_of{capable:, briefCapabilities}
      """;

  private static final String SELECT = "SELECT " + COLUMNS + "FROM noetl.runtime\n";

  private static final String BY_NAME = "ORDER BY {key:name}\n";

  private static final String IN_ORDER = "ORDER BY {key:kind}, {key:name}\n";

  private static final String IS_SILENT =
      """
      WHERE status <> 'offline' AND heartbeat < {ago}
        AND {text:runtime:type} IS DISTINCT FROM 'server_control'
      """;

  private static final String IS_FORGOTTEN =
      """
      WHERE status = 'offline' AND heartbeat < {ago}
        AND {text:runtime:type} IS DISTINCT FROM 'server_control'
      """;

  private static final String SWEEP =
      "UPDATE noetl.runtime\nSET status = 'offline', updated_at = {now}\n"
          + IS_SILENT
          + "  AND {alone}\n";

  private static final String OF_KIND = "  AND kind = ?\n";

  private static final String OF_ANOTHER = "  AND NOT (kind = ? AND name = ?)\n";

  /** Takes seconds, a kind and a name; gives how many rows are silent but for that one. */
  static final String SILENT_OTHERS =
      "SELECT count(*) FROM noetl.runtime\n" + IS_SILENT + OF_ANOTHER;

  /**
   * Takes seconds, the same again with a kind, a name and a number; marks no more than so many but
   * that one, and gives their kinds and names.
   */
  static final String SWEEP_OTHERS =
      SWEEP
          + "  AND runtime_id IN (SELECT runtime_id FROM noetl.runtime\n"
          + IS_SILENT
          + OF_ANOTHER
          + "  LIMIT ?)\nRETURNING kind, name\n";

  /** Takes the values of a row; gives the id. */
  static final String REPLACE = INSERT + HeldRowSql.OR_REPLACE + GIVING_ID;

  /**
   * Takes the same, seconds, and pid, namespace and start of a process that has ended; gives the id
   * if it wrote.
   */
  static final String REPLACE_UNLESS_HELD =
      INSERT + HeldRowSql.OR_REPLACE + UNLESS_HELD + GIVING_ID;

  /** Takes the values of a row; gives the id if it wrote. */
  static final String INSERT_IF_ABSENT =
      INSERT + "ON CONFLICT (kind, name) DO NOTHING\n" + GIVING_ID;

  /** A drain whose time has passed ends with the next sign of life. */
  private static final String SET_ALIVE =
      """
      UPDATE noetl.runtime
      SET heartbeat = {now}, updated_at = {now},
        status = CASE
          WHEN status = 'offline' OR (status = 'draining' AND {passed:runtime:drain_until})
          THEN 'ready' ELSE status END,
        runtime = CASE
          WHEN status = 'draining' AND {passed:runtime:drain_until}
          THEN {without:runtime:drain_note:drain_until} ELSE runtime END
      """;

  /** Takes kind and name; gives the id. */
  static final String BEAT = SET_ALIVE + "WHERE kind = ? AND name = ?\n" + GIVING_ID;

  /**
   * Takes kind and names as the dialect binds them; gives name and id of those it found. A row that
   * somebody holds is left out instead of waited for, so such statements of several processes
   * hardly ever wait for each other, and never in a circle.
   */
  static final String BEAT_ALL =
      SET_ALIVE + "WHERE kind = ? AND {among}\nRETURNING name, runtime_id\n";

  /** Takes kind and name; gives the id. */
  static final String MARK_OFFLINE =
      """
      UPDATE noetl.runtime
      SET status = 'offline', updated_at = {now}
      WHERE kind = ? AND name = ?
      """
          + GIVING_ID;

  /** Takes status, uri, capacity, labels, runtime (null for those to keep), kind and name. */
  private static final String CHANGE =
      """
      UPDATE noetl.runtime
      SET status = coalesce(?, status), uri = coalesce(?, uri), capacity = coalesce(?, capacity),
        labels = {patched:labels}, runtime = {changed:runtime}, updated_at = {now}
      WHERE kind = ? AND name = ?
      """;

  /** Takes nothing; gives the number of components that are not offline. */
  static final String LIVING =
      """
      SELECT count(*) FROM noetl.runtime
      WHERE status <> 'offline' AND {text:runtime:type} IS DISTINCT FROM 'server_control'
      """;

  /** Takes seconds; gives a row where somebody has renewed a lease since. */
  static final String FRESH_LEASE =
      """
      SELECT 1 FROM noetl.runtime
      WHERE {text:runtime:type} = 'server_control' AND heartbeat >= {ago}
      LIMIT 1
      """;

  /** Takes seconds; gives kinds, statuses as {@code Liveness} has them or other, and numbers. */
  static final String COUNTS =
      """
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
            WHEN status = 'draining' AND {passed:runtime:drain_until} THEN 'ready'
            WHEN status = 'ready' AND {text:runtime:drain_until} IS NOT NULL
              AND NOT {passed:runtime:drain_until} THEN 'draining'
            ELSE status END AS effective
        FROM noetl.runtime
        WHERE {text:runtime:type} IS DISTINCT FROM 'server_control') AS judged
      GROUP BY 1, 2
      """;

  private ComponentSql() {}

  /** Takes what the conditions take; gives rows, which may be known to be of one kind. */
  static String select(String conditions, boolean ofOneKind) {
    return SELECT + conditions + (ofOneKind ? BY_NAME : IN_ORDER);
  }

  /**
   * Takes what the conditions take, and a number of rows; gives so many. PostgreSQL would give the
   * others their form, too, before it leaves them out.
   */
  static String selectFirst(String conditions, boolean ofOneKind) {
    String order = ofOneKind ? BY_NAME : IN_ORDER;
    return "SELECT "
        + COLUMNS
        + "FROM (SELECT * FROM noetl.runtime\n"
        + conditions
        + order
        + "LIMIT ?) AS page\n"
        + order;
  }

  /** The change, for rows whose labels and runtime can take it; gives the id. */
  static String change(boolean ofLabels, boolean ofRuntime) {
    return CHANGE
        + (ofLabels ? "  AND {patchable:labels}\n" : "")
        + (ofRuntime ? "  AND {patchable:runtime}\n" : "")
        + GIVING_ID;
  }

  /** Takes seconds, and a kind if rows are of one; gives the rows that a sweep would mark. */
  static String silent(boolean ofKind) {
    return SELECT + IS_SILENT + (ofKind ? OF_KIND : "") + IN_ORDER;
  }

  /** Takes the same; gives the rows as they are then. */
  static String sweep(boolean ofKind) {
    return SWEEP + (ofKind ? OF_KIND : "") + "RETURNING " + COLUMNS;
  }

  /** Takes the same; gives rows that may be deleted. */
  static String forgotten(boolean ofKind) {
    return SELECT + IS_FORGOTTEN + (ofKind ? OF_KIND : "") + IN_ORDER;
  }

  /** Takes seconds and a JSON list of ids; gives the rows that were. */
  static String prune() {
    return "DELETE FROM noetl.runtime\n"
        + IS_FORGOTTEN
        + "  AND runtime_id IN {elements}\nRETURNING "
        + COLUMNS;
  }

  /**
   * A statement as an engine takes it.
   *
   * @param capable whether the table has the column {@code capabilities}, which very old ones lack
   */
  static String in(Dialect dialect, String template, boolean capable) {
    StringBuilder sql = new StringBuilder(template.length() * 2);
    int end = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', end)) {
      int close = template.indexOf('}', open);
      sql.append(template, end, open)
          .append(said(dialect, template.substring(open + 1, close), capable));
      end = close + 1;
    }
    sql.append(template, end, template.length());
    // Last, since a schema may be named as oddly as what stands in braces.
    return sql.toString().replace("noetl.runtime", dialect.table());
  }

  private static String ofCapable(Dialect dialect, String argument) {
    return argument
        .replace("?json", dialect.jsonParameter())
        .replace("briefCapabilities", dialect.briefJson("capabilities") + " AS capabilities");
  }

  private static String said(Dialect dialect, String placeholder, boolean capable) {
    int colon = placeholder.indexOf(':');
    String word = colon < 0 ? placeholder : placeholder.substring(0, colon);
    String argument = placeholder.substring(colon + 1);
    return switch (word) {
      case "json" -> dialect.jsonParameter();
      case "capable" -> capable ? ofCapable(dialect, argument) : "";
      case "brief" -> dialect.brief(argument);
      case "briefJson" -> dialect.briefJson(argument);
      case "now" -> dialect.now();
      case "ago" -> dialect.secondsAgo();
      case "time" -> dialect.timeText(argument);
      case "isoNow" -> dialect.isoNow();
      case "key" -> dialect.sortKey(argument);
      case "text" -> {
        int last = argument.indexOf(':');
        yield dialect.jsonText(argument.substring(0, last), argument.substring(last + 1));
      }
      case "passed" -> {
        String[] field = argument.split(":", 2);
        String time = dialect.jsonText(field[0], field[1]);
        // Text of another form is no time, and never passes.
        yield "("
            + time
            + " LIKE '____-__-__T__:__:__Z' AND "
            + dialect.sortKey(time)
            + " < "
            + dialect.isoNow()
            + ")";
      }
      case "without" -> {
        List<String> fields = List.of(argument.split(":"));
        yield dialect.without(fields.getFirst(), fields.subList(1, fields.size()));
      }
      case "patched" -> dialect.patched(argument);
      case "patchable" -> dialect.isPatchable(argument);
      case "changed" -> dialect.marks().changed(argument);
      case "drains" -> in(dialect, HeldRowSql.DRAINS, capable);
      case "kept" ->
          switch (argument) {
            case "labels" -> dialect.marks().labels();
            case "capacity" -> dialect.marks().capacity();
            case "runtime" -> dialect.marks().runtime(in(dialect, HeldRowSql.DRAINS, capable));
            default -> in(dialect, HeldRowSql.IS_KEPT, capable);
          };
      case "alone" -> dialect.isAlone();
      case "elements" -> dialect.elements();
      case "among" -> dialect.isAmongNames();
      default -> throw new IllegalArgumentException(placeholder);
    };
  }
}
