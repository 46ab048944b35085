package io.noetl.runtime.service;

import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table {@code noetl.runtime}: binds the statements of {@link ComponentSql} and runs them. */
final class ComponentStore implements AutoCloseable {

  private final SqlRunner runner;

  ComponentStore(SqlRunner runner) {
    this.runner = runner;
  }

  String description() {
    return runner.description();
  }

  /** Writes a whole row; gives the row's id, or nothing when {@code newId} is another row's. */
  OptionalLong replace(long newId, RuntimeRegistrationRequest component) {
    return write(ComponentSql.REPLACE, newId, component, statement -> {});
  }

  /**
   * The same unless a living owner holds the row.
   *
   * @param endedPid a process of the same host that holds the row no more; null for none
   * @return nothing, too, where the row is held
   */
  OptionalLong replaceUnlessHeld(
      long newId,
      RuntimeRegistrationRequest component,
      Duration staleAfter,
      @Nullable String endedPid) {
    return write(
        ComponentSql.REPLACE_UNLESS_HELD,
        newId,
        component,
        statement -> {
          statement.setDouble(9, seconds(staleAfter));
          statement.setString(10, endedPid);
        });
  }

  /** Writes a row that is not there; gives nothing, too, where there is one. */
  OptionalLong insertIfAbsent(long newId, RuntimeRegistrationRequest component) {
    return write(ComponentSql.INSERT_IF_ABSENT, newId, component, statement -> {});
  }

  /** Records a sign of life; gives the row's id, or nothing when there is no such row. */
  OptionalLong beat(RuntimeKind kind, String name) {
    return update(ComponentSql.BEAT, kind, name);
  }

  /** Marks a row offline; gives its id, or nothing when there is no such row. */
  OptionalLong markOffline(RuntimeKind kind, String name) {
    return update(ComponentSql.MARK_OFFLINE, kind, name);
  }

  /** Changes some values; gives the row's id, or nothing when there is no row that takes them. */
  OptionalLong change(RuntimeUpdateRequest request) {
    return translated(() ->
        idOf(
            ComponentSql.change(!request.labels().isEmpty(), !request.runtime().isEmpty()),
            statement -> {
              statement.setString(1, request.status());
              statement.setString(2, request.uri());
              statement.setObject(3, request.capacity(), Types.INTEGER);
              statement.setString(4, textOf(request.labels()));
              statement.setString(5, textOf(request.runtime()));
              statement.setString(6, request.kind().word());
              statement.setString(7, request.name());
            }));
  }

  /** Reads the rows that match, ordered by kind and name, with the database's time. */
  RuntimeListResponse select(RuntimeListQuery query) {
    Listing listing = new Listing();
    translated(() -> runner.run(sql(query), names(query), rows -> read(rows, query, listing)));
    return listing.response();
  }

  /** Gives the same one by one. */
  void stream(RuntimeListQuery query, ComponentSink sink) {
    translated(() -> runner.stream(sql(query), names(query), rows -> read(rows, query, sink)));
  }

  /** The rows that are not offline and older. */
  RuntimeListResponse silent(@Nullable RuntimeKind kind, Duration olderThan) {
    return aged(ComponentSql.silent(kind != null), RuntimeListQuery.of(kind), olderThan);
  }

  /** Counts the rows that are not offline. */
  int living() {
    return translated(() ->
        runner.run(ComponentSql.LIVING, statement -> {}, rows -> rows.next() ? rows.getInt(1) : 0));
  }

  /** Marks them offline. */
  RuntimeListResponse sweep(@Nullable RuntimeKind kind, Duration olderThan) {
    return aged(ComponentSql.sweep(kind != null), RuntimeListQuery.of(kind), olderThan);
  }

  /** The rows that are offline, older, and match. */
  RuntimeListResponse forgotten(RuntimeListQuery query, Duration olderThan) {
    return aged(ComponentSql.forgotten(query.kind() != null), query, olderThan);
  }

  /** Deletes those of the rows that still are offline and older. */
  RuntimeListResponse delete(List<RuntimeComponentInfo> rows, Duration olderThan) {
    List<String> ids = rows.stream().flatMap(row -> Stream.ofNullable(row.runtimeId())).toList();
    Listing listing = new Listing();
    translated(() ->
        runner.run(
            ComponentSql.prune(),
            statement -> {
              statement.setDouble(1, seconds(olderThan));
              statement.setString(2, Json.write(ids));
            },
            deleted -> read(deleted, RuntimeListQuery.of(null), listing)));
    return listing.response();
  }

  List<String> creationScript() {
    return runner.dialect().creationScript();
  }

  /** Makes the table, all of it or nothing; gives false where it is there. */
  boolean create() {
    return runner.createTable();
  }

  @Override
  public void close() {
    runner.close();
  }

  private OptionalLong write(
      String sql, long newId, RuntimeRegistrationRequest component, SqlRunner.Binding more) {
    try {
      return idOf(
          sql,
          statement -> {
            statement.setLong(1, newId);
            statement.setString(2, component.name());
            statement.setString(3, component.kind().word());
            statement.setString(4, component.uri());
            statement.setString(5, component.status());
            statement.setString(6, textOf(component.labels()));
            statement.setObject(7, component.capacity());
            statement.setString(8, Json.write(component.storedRuntime()));
            more.to(statement);
          });
    } catch (SQLException failure) {
      if (runner.dialect().isDuplicateKey(failure)) {
        return OptionalLong.empty();
      }
      throw runner.dialect().translate(failure);
    }
  }

  private OptionalLong update(String sql, RuntimeKind kind, String name) {
    return translated(() ->
        idOf(
            sql,
            statement -> {
              statement.setString(1, kind.word());
              statement.setString(2, name);
            }));
  }

  private OptionalLong idOf(String sql, SqlRunner.Binding binding) throws SQLException {
    return runner.run(
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

  private RuntimeListResponse aged(String sql, RuntimeListQuery query, Duration olderThan) {
    Listing listing = new Listing();
    translated(() ->
        runner.run(
            sql,
            statement -> {
              statement.setDouble(1, seconds(olderThan));
              if (query.kind() != null) {
                statement.setString(2, query.kind().word());
              }
            },
            rows -> read(rows, query, listing)));
    return listing.response();
  }

  private static double seconds(Duration age) {
    return age.toMillis() / 1000.0;
  }

  private static String sql(RuntimeListQuery query) {
    return ComponentSql.select(query.kind() != null, query.name() != null);
  }

  private static SqlRunner.Binding names(RuntimeListQuery query) {
    return statement -> {
      int next = 1;
      if (query.kind() != null) {
        statement.setString(next++, query.kind().word());
      }
      if (query.name() != null) {
        statement.setString(next, query.name());
      }
    };
  }

  /** Gives the matching rows to the sink, and their number. */
  private static int read(ResultSet rows, RuntimeListQuery query, ComponentSink sink)
      throws SQLException {
    int count = 0;
    Instant asOf = null;
    while (rows.next()) {
      if (asOf == null) {
        asOf = OffsetDateTime.parse(rows.getString("as_of")).toInstant();
      }
      RuntimeComponentInfo component = ComponentRow.read(rows);
      if (query.matches(component)) {
        sink.accept(component, asOf);
        count++;
      }
    }
    return count;
  }

  private static @Nullable String textOf(JsonObject object) {
    return object.isEmpty() ? null : Json.write(object);
  }

  private <T> T translated(Statement<T> statement) {
    try {
      return statement.run();
    } catch (SQLException failure) {
      throw runner.dialect().translate(failure);
    }
  }

  /** What is done with the database. */
  private interface Statement<T> {
    T run() throws SQLException;
  }

  /** Holds all rows that come. */
  private static final class Listing implements ComponentSink {

    private final List<RuntimeComponentInfo> items = new ArrayList<>();
    private @Nullable Instant asOf;

    @Override
    public void accept(RuntimeComponentInfo component, @Nullable Instant time) {
      items.add(component);
      asOf = time;
    }

    RuntimeListResponse response() {
      return new RuntimeListResponse(items, JsonObject.EMPTY, asOf);
    }
  }
}
