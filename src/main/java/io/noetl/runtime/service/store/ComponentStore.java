package io.noetl.runtime.service.store;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.RowBatchSql;
import io.noetl.runtime.service.jdbc.RowValues;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table {@code noetl.runtime}: binds the parameters of its statements and runs them. */
public final class ComponentStore implements AutoCloseable {

  private final SqlRunner runner;
  private final TableShape table;
  private final RowUpdateSql updates;

  public ComponentStore(SqlRunner runner, TableShape table) {
    this.runner = runner;
    this.table = table;
    this.updates = new RowUpdateSql(runner.dialect());
  }

  public String description() {
    return runner.description();
  }

  /** The message that the table does not store capabilities, with its remedy. */
  public String missingCapabilitiesMessage() {
    return "the table has no column for capabilities, so they are not stored; add one: "
        + runner.dialect().addCapabilities();
  }

  /** Whether the table stores capabilities. */
  public boolean storesCapabilities() {
    return table.sql().hasCapabilities();
  }

  /** Writes a whole row; returns its id, or empty if {@code newId} is taken by another row. */
  public OptionalLong replace(long newId, RuntimeRegistrationRequest component) {
    return write(RegistrationSql::replace, newId, component, (statement, next) -> {});
  }

  /**
   * Writes a whole row unless a live process owns it.
   *
   * @param ended an owner on the same host that is known to have ended; null for none
   * @return the row's id; empty if the row is owned or {@code newId} is taken
   */
  public OptionalLong replaceUnlessHeld(
      long newId,
      RuntimeRegistrationRequest component,
      Duration staleAfter,
      @Nullable ProcessIdentity ended) {
    return write(
        RegistrationSql::replaceUnlessHeld,
        newId,
        component,
        (statement, next) -> {
          statement.setDouble(next, SqlRunner.seconds(staleAfter));
          statement.setString(next + 1, ended == null ? null : ended.pid());
          statement.setString(next + 2, ended == null ? null : ended.namespace());
          statement.setString(next + 3, ended == null ? null : ended.started());
        });
  }

  /** Writes a new row; returns empty if there is one, or if {@code newId} is taken. */
  public OptionalLong insertIfAbsent(long newId, RuntimeRegistrationRequest component) {
    return write(RegistrationSql::insertIfAbsent, newId, component, (statement, next) -> {});
  }

  /**
   * Writes rows of one kind and of different names in one statement; returns the ids of those it
   * wrote, by name. Fails and writes none of them if one cannot be written.
   *
   * @param waits whether it waits for rows that other transactions have locked, or leaves them out
   */
  public Map<String, Long> replaceAll(List<RowValues> rows, boolean waits) {
    RowBatchSql batch = runner.dialect().rowBatch();
    return runner.translated(() ->
        table.run(sql ->
            runner.run(
                sql.registration().replaceAll(waits),
                statement -> batch.bind(statement, rows),
                WrittenRows::ids)));
  }

  /** The values of a component's row. */
  public static RowValues rowOf(long newId, RuntimeRegistrationRequest component) {
    Object capabilities = component.capabilities();
    return new RowValues(
        newId,
        component.kind().word(),
        component.name(),
        component.uri(),
        component.status(),
        textOf(component.labels()),
        component.capacity(),
        Json.write(component.storedRuntime()),
        capabilities == null ? null : Json.write(capabilities));
  }

  /** Marks a row offline; returns its id, or empty if there is no such row. */
  public OptionalLong markOffline(RuntimeKind kind, String name) {
    return update(updates.markOffline(), kind, name);
  }

  /** Changes values; returns the row's id, or empty if no row can take them. */
  public OptionalLong change(RuntimeUpdateRequest request) {
    return runner.translated(() ->
        idOf(
            updates.change(!request.labels().isEmpty(), !request.runtime().isEmpty()),
            statement -> {
              statement.setString(1, request.status());
              statement.setString(2, request.uri());
              statement.setObject(3, request.capacity(), Types.INTEGER);
              statement.setString(4, textOf(request.labels()));
              statement.setString(5, textOf(OperatorMark.runtimeOf(request)));
              statement.setString(6, request.kind().word());
              statement.setString(7, request.name());
            }));
  }

  /** Reads the rows that match, ordered by kind and name, with the database's time. */
  public RuntimeListResponse select(RuntimeListQuery query) {
    ListedRows listed = new ListedRows();
    ListStatement list = new ListStatement(query, null);
    runner.translated(() ->
        table.run(sql ->
            runner.run(
                list.sql(runner.dialect(), sql.select()),
                list,
                rows -> ListedRows.read(rows, runner.dialect(), query, listed))));
    return listed.response();
  }

  /** The row of a kind and name; null if there is none. */
  public @Nullable RuntimeComponentInfo find(RuntimeKind kind, String name) {
    List<RuntimeComponentInfo> found = select(RuntimeListQuery.named(kind, name)).items();
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Whether the runtime object of any row has a field that is not null. */
  public boolean hasField(String field) {
    Dialect dialect = runner.dialect();
    return runner.translated(() ->
        runner.runApart(
            "SELECT EXISTS (SELECT 1 FROM %s WHERE %s IS NOT NULL)"
                .formatted(dialect.table(), dialect.jsonText("runtime", field)),
            _ -> {},
            rows -> rows.next() && rows.getBoolean(1)));
  }

  /** Passes the rows, or a page of them, to a sink one by one. */
  public void stream(RuntimeListQuery query, @Nullable ListPage page, ComponentSink sink) {
    ListStatement list = new ListStatement(query, page);
    runner.translated(() ->
        table.run(sql ->
            runner.stream(
                list.sql(runner.dialect(), sql.select()),
                list,
                rows -> ListedRows.read(rows, runner.dialect(), query, list.most(), sink))));
  }

  public List<String> creationScript() {
    return runner.dialect().creationScript();
  }

  /** Creates the table; returns false if it exists. */
  public boolean create() {
    return runner.creation().run();
  }

  public boolean isCreated() {
    return runner.creation().isDone();
  }

  @Override
  public void close() {
    runner.close();
  }

  private OptionalLong write(
      Function<RegistrationSql, String> statement,
      long newId,
      RuntimeRegistrationRequest component,
      RowBinding.More more) {
    try {
      return table.run(sql ->
          idOf(
              statement.apply(sql.registration()),
              new RowBinding(newId, component, sql.hasCapabilities(), more)));
    } catch (SQLException failure) {
      if (runner.dialect().isDuplicateKey(failure)) {
        return OptionalLong.empty();
      }
      throw runner.dialect().translate(failure);
    }
  }

  private OptionalLong update(String sql, RuntimeKind kind, String name) {
    return runner.translated(() ->
        idOf(
            sql,
            statement -> {
              statement.setString(1, kind.word());
              statement.setString(2, name);
            }));
  }

  private OptionalLong idOf(String sql, SqlRunner.Binding binding) throws SQLException {
    return runner.run(sql, binding, WrittenRows::id);
  }

  static @Nullable String textOf(JsonObject object) {
    return object.isEmpty() ? null : Json.write(object);
  }
}
