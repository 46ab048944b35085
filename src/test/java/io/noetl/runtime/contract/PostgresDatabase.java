package io.noetl.runtime.contract;

import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import io.noetl.runtime.service.Snowflake;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A PostgreSQL database, as the service and as the superuser beside it see it. */
public record PostgresDatabase(PostgresServer server, String name) {

  private static final AtomicInteger ROLES = new AtomicInteger();

  /** The URL of the superuser. */
  public String url() {
    return url("postgres");
  }

  /** The URL of a user, or of {@code user:password}. */
  public String url(String login) {
    return "postgresql://" + login + "@localhost:" + server.port() + "/" + name;
  }

  /** The service with the patience of a test that expects no lock. */
  public RuntimeService service() {
    return service(url());
  }

  public RuntimeService service(String url) {
    return service(url, Duration.ofSeconds(10), statement -> {});
  }

  public RuntimeService service(String url, Duration patience, Consumer<String> trace) {
    return RuntimeService.open(new DirectOptions(url, patience, true, chance(), trace));
  }

  /** The service on a pool of connections. */
  public RuntimeService pooled(String url, Duration patience, int connections) {
    return RuntimeService.open(
        new DirectOptions(url, patience, true, chance(), statement -> {})
            .withConnections(connections));
  }

  public static Snowflake chance() {
    return Snowflake.byChance(InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, new Random());
  }

  /** Makes the table as {@code init} does. */
  public PostgresDatabase withTable() {
    try (RuntimeService service = service()) {
      service.create();
    }
    return this;
  }

  /** The same database with a new table; much cheaper than a new database. */
  public PostgresDatabase emptied() {
    execute("DROP SCHEMA IF EXISTS noetl CASCADE");
    return withTable();
  }

  /** Makes a role that may log in with the password, and nothing else; gives its name. */
  public String createRole(String password) {
    String role = "role_" + ROLES.incrementAndGet();
    execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + password + "'");
    return role;
  }

  /** The superuser's own connection. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + url().replace("postgres@", ""), "postgres", "");
  }

  public void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The rows of a query, their columns joined with bars. */
  public List<String> rows(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(String.valueOf(row.getString(i)));
        }
        rows.add(String.join("|", columns));
      }
      return rows;
    }
  }
}
