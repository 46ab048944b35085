package io.noetl.runtime.service;

import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table {@code noetl.runtime}: all SQL that reads or writes its rows. */
final class ComponentStore implements AutoCloseable {

  private static final String UPSERT =
      """
      INSERT INTO noetl.runtime
        (runtime_id, name, kind, uri, status, labels, capacity, runtime,
         heartbeat, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, {json}, ?, {json}, {now}, {now}, {now})
      ON CONFLICT (kind, name) DO UPDATE SET
        uri = excluded.uri, status = excluded.status, labels = excluded.labels,
        capacity = excluded.capacity, runtime = excluded.runtime,
        heartbeat = excluded.heartbeat, updated_at = excluded.updated_at
      RETURNING runtime_id
      """;

  private static final String BEAT =
      """
      UPDATE noetl.runtime
      SET heartbeat = {now}, updated_at = {now},
        status = CASE status WHEN 'offline' THEN 'ready' ELSE status END
      WHERE kind = ? AND name = ?
      RETURNING runtime_id
      """;

  private static final String MARK_OFFLINE =
      """
      UPDATE noetl.runtime
      SET status = 'offline', updated_at = {now}
      WHERE kind = ? AND name = ?
      RETURNING runtime_id
      """;

  private static final String SELECT =
      """
      SELECT runtime_id, name, kind, uri, status, capacity, labels, runtime,
        {iso:heartbeat} AS heartbeat, {iso:created_at} AS created_at,
        {iso:updated_at} AS updated_at, {iso:now} AS as_of
      FROM noetl.runtime
      """;

  private final Connections connections;
  private final Dialect dialect;
  private final Duration patience;
  private final Consumer<String> trace;

  /**
   * A store on a database.
   *
   * @param patience how long a busy database is tried again
   * @param trace takes each statement before it runs
   */
  ComponentStore(
      Connections connections, Dialect dialect, Duration patience, Consumer<String> trace) {
    this.connections = connections;
    this.dialect = dialect;
    this.patience = patience;
    this.trace = trace;
  }

  String description() {
    return connections.description();
  }

  /** Writes a whole row; gives the row's id, or nothing when {@code newId} is another row's. */
  OptionalLong upsert(long newId, RuntimeRegistrationRequest component, JsonObject runtime) {
    try {
      return idOf(
          UPSERT,
          statement -> {
            statement.setLong(1, newId);
            statement.setString(2, component.name());
            statement.setString(3, component.kind().word());
            statement.setString(4, component.uri());
            statement.setString(5, component.status());
            statement.setString(6, textOf(component.labels()));
            statement.setObject(7, component.capacity());
            statement.setString(8, Json.write(runtime));
          });
    } catch (SQLException failure) {
      if (dialect.isDuplicateKey(failure)) {
        return OptionalLong.empty();
      }
      throw dialect.translate(failure);
    }
  }

  /** Records a sign of life; gives the row's id, or nothing when there is no such row. */
  OptionalLong beat(RuntimeKind kind, String name) {
    return update(BEAT, kind, name);
  }

  /** Marks a row offline; gives its id, or nothing when there is no such row. */
  OptionalLong markOffline(RuntimeKind kind, String name) {
    return update(MARK_OFFLINE, kind, name);
  }

  /** Reads the rows that match, ordered by kind and name, with the database's time. */
  RuntimeListResponse select(RuntimeListQuery query) {
    List<String> keys = new ArrayList<>();
    StringBuilder sql = new StringBuilder(SELECT);
    String condition = "WHERE ";
    if (query.kind() != null) {
      sql.append(condition).append("kind = ?\n");
      condition = "AND ";
      keys.add(query.kind().word());
    }
    if (query.name() != null) {
      sql.append(condition).append("name = ?\n");
      keys.add(query.name());
    }
    sql.append("ORDER BY {key:kind}, {key:name}\n");
    try {
      return run(
          sql.toString(),
          statement -> {
            for (int i = 0; i < keys.size(); i++) {
              statement.setString(i + 1, keys.get(i));
            }
          },
          rows -> listing(rows, query));
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }

  List<String> creationScript() {
    return dialect.creationScript();
  }

  /** Makes the table, all of it or nothing; gives false where it is there. */
  boolean create() {
    return new TableCreation(connections, dialect, patience, trace).run();
  }

  @Override
  public void close() {
    connections.close();
  }

  private OptionalLong update(String sql, RuntimeKind kind, String name) {
    try {
      return idOf(
          sql,
          statement -> {
            statement.setString(1, kind.word());
            statement.setString(2, name);
          });
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }

  private OptionalLong idOf(String sql, Binding binding) throws SQLException {
    return run(
        sql,
        binding,
        rows -> {
          OptionalLong id = rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
          // SQLite commits when it is asked for the row after the last, and only then says that the
          // commit failed; (kind, name) is unique, so there is no second row.
          rows.next();
          return id;
        });
  }

  private <T> T run(String template, Binding binding, Reading<T> reading) throws SQLException {
    String sql = inDialect(template);
    trace.accept(sql);
    return connections.with(connection -> {
      long giveUp = System.nanoTime() + patience.toNanos();
      while (true) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setQueryTimeout(dialect.queryTimeoutSeconds(patience));
          binding.to(statement);
          try (ResultSet rows = statement.executeQuery()) {
            return reading.of(rows);
          }
        } catch (SQLException failure) {
          if (!dialect.isBusy(failure) || System.nanoTime() > giveUp) {
            throw failure;
          }
          pause();
        }
      }
    });
  }

  /** Leaves the processor, and so the lock, to the process that holds it. */
  static void pause() throws SQLException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the database was busy", interrupted);
    }
  }

  private String inDialect(String template) {
    return template
        .replace("{json}", dialect.jsonParameter())
        .replace("{iso:heartbeat}", dialect.isoTime("heartbeat"))
        .replace("{iso:created_at}", dialect.isoTime("created_at"))
        .replace("{iso:updated_at}", dialect.isoTime("updated_at"))
        .replace("{iso:now}", dialect.isoTime(dialect.now()))
        .replace("{now}", dialect.now())
        .replace("{key:kind}", dialect.sortKey("kind"))
        .replace("{key:name}", dialect.sortKey("name"))
        // Last, since a schema may be named as oddly as the placeholders.
        .replace("noetl.runtime", dialect.table());
  }

  private static RuntimeListResponse listing(ResultSet rows, RuntimeListQuery query)
      throws SQLException {
    List<RuntimeComponentInfo> items = new ArrayList<>();
    Instant asOf = null;
    while (rows.next()) {
      if (asOf == null) {
        asOf = OffsetDateTime.parse(rows.getString("as_of")).toInstant();
      }
      RuntimeComponentInfo component = ComponentRow.read(rows);
      if (query.matches(component)) {
        items.add(component);
      }
    }
    return new RuntimeListResponse(items, JsonObject.EMPTY, asOf);
  }

  private static @Nullable String textOf(JsonObject labels) {
    return labels.isEmpty() ? null : Json.write(labels);
  }

  /** Sets the parameters of a statement. */
  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /** Takes what is wanted out of an answer. */
  private interface Reading<T> {
    T of(ResultSet rows) throws SQLException;
  }
}
