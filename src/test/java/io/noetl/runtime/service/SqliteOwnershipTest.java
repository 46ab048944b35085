package io.noetl.runtime.service;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOwnershipTest extends OwnershipContract {

  @TempDir Path folder;

  private TestDatabase database() {
    return new TestDatabase(folder.resolve("runtime.db"));
  }

  @Override
  RuntimeService open() {
    return database().service();
  }

  @Override
  RuntimeService another() {
    return database().service();
  }

  @Override
  void execute(String sql) throws Exception {
    database()
        .execute(
            sql.replace("noetl.", "")
                .replaceAll(
                    "\\{ago:(\\d+)}",
                    "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', '-$1 seconds')"));
  }
}
