package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHeartbeatBatchingTest extends HeartbeatBatchingContract {

  @TempDir Path folder;

  @Override
  RuntimeService open(Consumer<String> trace) {
    return RuntimeService.open(
        new DirectOptions(
                "sqlite:" + folder.resolve("runtime.db"),
                Duration.ofSeconds(20),
                true,
                TestDatabase.chance(),
                trace)
            .withConnections(4));
  }

  /** Without a write-ahead log readers and writers block each other on any connection. */
  @Test
  void fileWithoutWalUsesOneConnection() throws SQLException {
    assertEquals(2, connectionsAfterAList());
    closeService();
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("runtime.db"));
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE");
    }
    assertEquals(1, connectionsAfterAList());
  }

  private int connectionsAfterAList() {
    try (RuntimeService service = open(statement -> {})) {
      service.stream(Requests.EVERYTHING, (component, asOf) -> {});
      return service.work().active() + service.work().idle();
    }
  }
}
