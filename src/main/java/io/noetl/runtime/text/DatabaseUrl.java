package io.noetl.runtime.text;

/** The spelling of the addresses of databases. */
public final class DatabaseUrl {

  /** The prefix of the URL of an SQLite file. */
  public static final String SQLITE = "sqlite:";

  private DatabaseUrl() {}
}
