package io.noetl.runtime.service;

import io.noetl.runtime.schema.MissingDatabase;
import io.noetl.runtime.schema.RuntimeApiException;
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
 * How direct mode works.
 *
 * @param databaseUrl {@code sqlite:PATH} or {@code postgresql://user@host:port/database}
 * @param variables the environment variables; those of libpq hold where a PostgreSQL URL says
 *     nothing
 * @param schema the PostgreSQL schema where the URL names none
 * @param password the PostgreSQL password where the URL holds none; null to look into the file
 * @param passwordFile PostgreSQL's password file
 * @param timeout how long a statement may take or wait for a lock
 * @param listTimeout the same for a list, which comes in portions, and for each of them
 * @param autoRecreate whether a heartbeat of an unknown name that brings its registration writes it
 *     again
 * @param ids where new ids come from
 * @param trace takes each SQL statement before it runs
 * @param connections how many connections there may be at once; more than one are pooled, and the
 *     heartbeats of several callers are put together. SQLite, which has one writer, has one for
 *     changes and a few for what reads much
 * @param missing what becomes of an SQLite file that is not there
 * @param notes takes a sentence that whoever uses the registry has to know
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

  /** One connection, as a command needs that makes one call and what is missing, no variables. */
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

  /** NoETL's own schema, and no password but the URL's. */
  public DirectOptions(
      String databaseUrl,
      Duration timeout,
      boolean autoRecreate,
      Snowflake ids,
      Consumer<String> trace) {
    this(databaseUrl, "noetl", null, null, timeout, autoRecreate, ids, trace);
  }

  /** The same with a pool of at most so many connections, for a process that stays. */
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

  /** The same that gives a list longer than other calls. */
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

  /** The same that deals otherwise with an SQLite file that is not there. */
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

  /** The same with somebody who is told what the registry cannot do. */
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
   * What names the database, in texts that are the same however its URL is written: one for each
   * host of PostgreSQL.
   *
   * @throws RuntimeApiException.InvalidRequest when the URL is not one of a database
   */
  public Set<String> places() {
    return Databases.places(this);
  }

  /**
   * Looks whether an SQLite file is there, for who would wait for it otherwise; connects to none.
   *
   * @throws RuntimeApiException.Unreachable when it is not
   */
  public void check() {
    Databases.check(this);
  }

  /** The parameters that a PostgreSQL URL may have. */
  public static List<String> parameterNames() {
    List<String> names = new ArrayList<>();
    names.add("schema");
    for (LibpqParameter parameter : LibpqParameter.values()) {
      names.add(parameter.word());
    }
    return names;
  }
}
