package io.noetl.runtime.service;

import java.nio.file.Path;
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
import java.util.function.Consumer;

/** A SQLite file, for the service and for a plain connection beside it. */
record TestDatabase(Path file) {

  /** The service with the patience of a test that expects no lock. */
  RuntimeService service() {
    return service(Duration.ofSeconds(10), chance(), statement -> {});
  }

  RuntimeService service(Duration patience, Snowflake ids, Consumer<String> trace) {
    return RuntimeService.open(new DirectOptions("sqlite:" + file, patience, true, ids, trace));
  }

  static Snowflake chance() {
    return Snowflake.byChance(InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, new Random());
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, their columns joined with bars. */
  List<String> rows(String query) throws SQLException {
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
