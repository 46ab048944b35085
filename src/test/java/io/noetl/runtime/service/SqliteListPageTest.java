package io.noetl.runtime.service;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

class SqliteListPageTest extends ListPageContract {

  @TempDir Path folder;

  private TestDatabase database() {
    return new TestDatabase(folder.resolve("runtime.db"));
  }

  @Override
  RuntimeService open(Consumer<String> trace) {
    return database().service(Duration.ofSeconds(20), TestDatabase.chance(), trace);
  }

  @Override
  void execute(String sql) throws SQLException {
    database().execute(sql.replace("noetl.", ""));
  }
}
