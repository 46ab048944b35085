package io.noetl.runtime.service;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;

@IntegrationTest
class PostgresMissingCapabilitiesTest extends MissingCapabilitiesContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(14).createDatabase();
  }

  @Override
  RuntimeService open(Consumer<String> trace, Consumer<String> notes) {
    database.emptied();
    execute("ALTER TABLE noetl.runtime DROP COLUMN capabilities");
    return another(trace, notes);
  }

  @Override
  RuntimeService another(Consumer<String> trace, Consumer<String> notes) {
    return RuntimeService.open(
        new DirectOptions(
                database.url(), Duration.ofSeconds(10), true, PostgresDatabase.chance(), trace)
            .withNotes(notes));
  }

  @Override
  String remedy() {
    return "ALTER TABLE \"noetl\".runtime ADD COLUMN capabilities JSONB";
  }

  @Override
  void execute(String sql) {
    database.execute(sql);
  }
}
