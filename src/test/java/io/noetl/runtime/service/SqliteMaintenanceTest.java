package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMaintenanceTest extends MaintenanceContract {

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

  @Test
  void rowWithInvalidJsonDoesNotFailStatements() throws Exception {
    try (RuntimeService service = open()) {
      service.register(Requests.pool("odd"));
      service.register(Requests.pool("p"));
      execute("UPDATE runtime SET runtime = 'not json', labels = '{', heartbeat = {ago:100}");

      assertEquals(2, service.sweep(null, Duration.ofMinutes(1)).items().size());
      service.register(Requests.pool("odd"), Owners.exclusive(Duration.ofMinutes(1)));
      assertEquals(
          List.of("ready"), database().rows("SELECT status FROM runtime WHERE name='odd'"));
    }
  }
}
