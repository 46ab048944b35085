package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.maintenance.MissingDatabase;
import io.noetl.runtime.service.postgres.LibpqParameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Options of direct mode.
 *
 * @param databaseUrl {@code sqlite:PATH} or {@code postgresql://user@host:port/database}
 * @param variables the environment variables; those of libpq complete a PostgreSQL URL
 * @param schema the PostgreSQL schema where the URL names none
 * @param password the PostgreSQL password if the URL has none; null to read the password file
 * @param passwordFile PostgreSQL's password file
 * @param timeout how long a statement may take or wait for a lock
 * @param listTimeout the same for the first rows of a list and for each further fetch
 * @param autoRecreate whether a heartbeat of an unknown name that carries a registration recreates
 *     the component
 * @param ids generates new ids
 * @param trace receives each SQL statement before it runs
 * @param connections the maximum number of connections. With more than one, PostgreSQL gets a pool
 *     and heartbeats of several callers are batched; SQLite, which allows one writer, gets one
 *     connection for changes and a few for long reads
 * @param missing what to do if the SQLite file does not exist
 * @param notes receives messages for the user
 */
public record DirectOptions(
    String databaseUrl,
    Map<String, String> variables,
    String schema,
    @Nullable String password,
    @Nullable Path passwordFile,
    Duration timeout,
    Duration listTimeout,
    boolean autoRecreate,
    Snowflake ids,
    Consumer<String> trace,
    int connections,
    MissingDatabase missing,
    Consumer<String> notes) {

  /** One connection, no environment variables, and a missing file is created. */
  public DirectOptions(
      String databaseUrl,
      String schema,
      @Nullable String password,
      @Nullable Path passwordFile,
      Duration timeout,
      boolean autoRecreate,
      Snowflake ids,
      Consumer<String> trace) {
    this(
        databaseUrl,
        Map.of(),
        schema,
        password,
        passwordFile,
        timeout,
        timeout,
        autoRecreate,
        ids,
        trace,
        1,
        MissingDatabase.CREATED,
        sentence -> {});
  }

  /** The schema {@code noetl}, and no password except that of the URL. */
  public DirectOptions(
      String databaseUrl,
      Duration timeout,
      boolean autoRecreate,
      Snowflake ids,
      Consumer<String> trace) {
    this(databaseUrl, "noetl", null, null, timeout, autoRecreate, ids, trace);
  }

  /** With a maximum number of connections, for a long-running process. */
  public DirectOptions withConnections(int most) {
    return new DirectOptions(
        databaseUrl,
        variables,
        schema,
        password,
        passwordFile,
        timeout,
        listTimeout,
        autoRecreate,
        ids,
        trace,
        most,
        missing,
        notes);
  }

  /** With a longer timeout for lists than for other calls. */
  public DirectOptions withListTimeout(Duration longer) {
    return new DirectOptions(
        databaseUrl,
        variables,
        schema,
        password,
        passwordFile,
        timeout,
        longer,
        autoRecreate,
        ids,
        trace,
        connections,
        missing,
        notes);
  }

  /** With another action for an SQLite file that does not exist. */
  public DirectOptions withMissing(MissingDatabase other) {
    return new DirectOptions(
        databaseUrl,
        variables,
        schema,
        password,
        passwordFile,
        timeout,
        listTimeout,
        autoRecreate,
        ids,
        trace,
        connections,
        other,
        notes);
  }

  /** With a receiver of messages about what the registry cannot do. */
  public DirectOptions withNotes(Consumer<String> listener) {
    return new DirectOptions(
        databaseUrl,
        variables,
        schema,
        password,
        passwordFile,
        timeout,
        listTimeout,
        autoRecreate,
        ids,
        trace,
        connections,
        missing,
        listener);
  }

  /**
   * Identifies the database by texts that do not depend on how its URL is written: one for each
   * host of PostgreSQL.
   *
   * @throws RuntimeApiException.InvalidRequest when the URL is not one of a database
   */
  public Set<String> identities() {
    return Databases.identities(this);
  }

  /**
   * Checks that an SQLite file exists, without connecting, so that nothing waits for a file that
   * never will.
   *
   * @throws RuntimeApiException.Unreachable when it does not exist
   */
  public void check() {
    Databases.check(this);
  }

  /**
   * Checks that the directory of an SQLite file exists. In a path that a user gave, a missing
   * directory is a mistake or a volume that is not mounted.
   *
   * @throws RuntimeApiException.Unreachable when it does not exist
   */
  public void checkFolder() {
    Databases.checkFolder(this);
  }

  /** The names of the parameters of a PostgreSQL URL. */
  public static List<String> parameterNames() {
    List<String> names = new ArrayList<>();
    names.add("schema");
    for (LibpqParameter parameter : LibpqParameter.values()) {
      names.add(parameter.word());
    }
    return names;
  }
}
