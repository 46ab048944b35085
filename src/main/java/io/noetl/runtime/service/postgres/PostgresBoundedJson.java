package io.noetl.runtime.service.postgres;

import io.noetl.runtime.service.jdbc.Dialect;

/** JSON columns of PostgreSQL as text of limited length. */
final class PostgresBoundedJson {

  /**
   * Finds numbers whose text is much longer than their storage: jsonb stores 1e131000 in a dozen
   * bytes but prints all zeros. The bounds are those of numbers in requests.
   */
  private static final String HUGE_NUMBER =
      "'$.** ? (@.type() == \"number\" && (@ >= 1e401 || @ <= -1e401"
          + " || (@ > -1e-401 && @ < 1e-401 && @ != 0)))'";

  /**
   * An uncompressed value of at most this size prints as a few megabytes at worst. Searching all
   * values for such numbers would double the cost of a list.
   */
  private static final int MAX_UNCHECKED_BYTES = 2_000;

  private PostgresBoundedJson() {}

  /** OFFSET 0 keeps PostgreSQL from formatting the value twice. */
  static String json(String column) {
    return """
    (SELECT CASE WHEN octet_length(json) > {max} THEN '"{tooLarge}"' ELSE json END
      FROM (SELECT CASE
        WHEN (pg_column_compression({column}) IS NOT NULL OR pg_column_size({column}) > {unchecked})
          AND jsonb_path_exists({column}, {huge})
        THEN '"{tooLarge}"' ELSE {column}::text END AS json OFFSET 0) AS shown)\
    """
        .replace("{max}", Integer.toString(Dialect.MAX_LISTED_BYTES))
        .replace("{unchecked}", Integer.toString(MAX_UNCHECKED_BYTES))
        .replace("{huge}", HUGE_NUMBER)
        .replace("{tooLarge}", Dialect.TOO_LARGE)
        .replace("{column}", column);
  }
}
