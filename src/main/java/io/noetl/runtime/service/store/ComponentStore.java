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
import io.noetl.runtime.schema.maintenance.DatabaseWork;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import io.noetl.runtime.service.jdbc.Connections;
import io.noetl.runtime.service.jdbc.Dialect;
import io.noetl.runtime.service.jdbc.RowBatchSql;
import io.noetl.runtime.service.jdbc.RowValues;
import io.noetl.runtime.service.jdbc.SqlRunner;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
  private @Nullable MetricUpdateSql metricUpdates;
  private final CommitSizeHistogram heartbeats = new CommitSizeHistogram();

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
                written -> {
                  Map<String, Long> ids = new HashMap<>();
                  while (written.next()) {
                    ids.put(written.getString(1), written.getLong(2));
                  }
                  return ids;
                })));
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

  /** Records a heartbeat; returns the row's id, or empty if there is no such row. */
  public OptionalLong heartbeat(RuntimeKind kind, String name) {
    OptionalLong id = update(updates.heartbeat(), kind, name);
    heartbeats.record(id.isPresent() ? 1 : 0);
    return id;
  }

  /** The same with metrics, as JSON, which replace earlier ones. */
  public OptionalLong heartbeat(RuntimeKind kind, String name, String metrics) {
    OptionalLong id =
        runner.translated(() ->
            idOf(
                metricUpdates().heartbeat(),
                statement -> {
                  statement.setString(1, metrics);
                  statement.setString(2, kind.word());
                  statement.setString(3, name);
                }));
    heartbeats.record(id.isPresent() ? 1 : 0);
    return id;
  }

  /** Records heartbeats in one statement; returns the ids, by name, of the rows that it wrote. */
  public Map<String, Long> heartbeats(RuntimeKind kind, Collection<String> names) {
    return written(
        updates.heartbeats(),
        statement -> {
          statement.setString(1, kind.word());
          runner.dialect().bindNames(statement, 2, names);
        });
  }

  /** The same where some have metrics, as JSON by name; null for none, which keeps earlier ones. */
  public Map<String, Long> heartbeats(RuntimeKind kind, Map<String, @Nullable String> metrics) {
    return written(
        metricUpdates().heartbeats(),
        statement -> {
          int next = runner.dialect().metrics().bind(statement, 1, metrics);
          statement.setString(next, kind.word());
        });
  }

  private Map<String, Long> written(String sql, SqlRunner.Binding binding) {
    Map<String, Long> written =
        runner.translated(() ->
            runner.run(
                sql,
                binding,
                rows -> {
                  Map<String, Long> found = new HashMap<>();
                  while (rows.next()) {
                    found.put(rows.getString(1), rows.getLong(2));
                  }
                  return found;
                }));
    heartbeats.record(written.size());
    return written;
  }

  /** Most processes need none of these; any thread builds the same texts. */
  private MetricUpdateSql metricUpdates() {
    MetricUpdateSql built = metricUpdates;
    if (built == null) {
      built = new MetricUpdateSql(runner.dialect());
      metricUpdates = built;
    }
    return built;
  }

  /** How this process uses the database. */
  public DatabaseWork work() {
    Connections.Occupancy now = runner.occupancy();
    return new DatabaseWork(
        now.active(),
        now.idle(),
        now.waiting(),
        now.most(),
        heartbeats.commits(),
        heartbeats.count());
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
        runner.run(
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
    return runner.run(
        sql,
        binding,
        rows -> {
          OptionalLong id = rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
          // SQLite commits, and reports a failed commit, only when the row after the last is
          // requested. (kind, name) is unique, so there is no second row.
          rows.next();
          return id;
        });
  }

  static @Nullable String textOf(JsonObject object) {
    return object.isEmpty() ? null : Json.write(object);
  }
}
