package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.Dialect;

/** Columns of PostgreSQL as a list shows them, whatever other programs put into them. */
final class PostgresBoundedJson {

  /**
   * A number whose text is far longer than itself: jsonb keeps 1e131000 in a dozen bytes, and
   * writes all its zeros. The ends are those of the numbers that requests may hold.
   */
  private static final String EXPLODES =
      "'$.** ? (@.type() == \"number\" && (@ >= 1e401 || @ <= -1e401"
          + " || (@ > -1e-401 && @ < 1e-401 && @ != 0)))'";

  /**
   * Stored in less and not compressed, even a value full of such numbers makes some megabytes of
   * text, which nobody keeps. To look for them in all values would double the cost of a list.
   */
  private static final int HARMLESS = 2_000;

  private PostgresBoundedJson() {}

  /** OFFSET keeps the text from being made twice. */
  static String json(String column) {
    return """
    (SELECT CASE WHEN octet_length(json) > {most} THEN '"{mark}"' ELSE json END
      FROM (SELECT CASE
        WHEN (pg_column_compression({column}) IS NOT NULL OR pg_column_size({column}) > {harmless})
          AND jsonb_path_exists({column}, {explodes})
        THEN '"{mark}"' ELSE {column}::text END AS json OFFSET 0) AS shown)\
    """
        .replace("{most}", Integer.toString(Dialect.MOST_SHOWN))
        .replace("{harmless}", Integer.toString(HARMLESS))
        .replace("{explodes}", EXPLODES)
        .replace("{mark}", Dialect.TOO_LARGE)
        .replace("{column}", column);
  }
}
