package io.noetl.runtime.text;

/** The spelling of the addresses of databases. */
public final class DatabaseUrl {

  /** The prefix of the URL of an SQLite file. */
  public static final String SQLITE = "sqlite:";

  private DatabaseUrl() {}

  /** Whether a URL is one of PostgreSQL, in either spelling of its scheme. */
  public static boolean isPostgres(String url) {
    return url.startsWith("postgresql://") || url.startsWith("postgres://");
  }
}
