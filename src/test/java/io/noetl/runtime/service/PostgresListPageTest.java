package io.noetl.runtime.service;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;

@IntegrationTest
class PostgresListPageTest extends ListPageContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database =
        PostgresServer.shared(18)
            .createDatabase("LOCALE_PROVIDER icu ICU_LOCALE 'en-US' TEMPLATE template0");
  }

  @Override
  RuntimeService open(Consumer<String> trace) {
    return database.emptied().service(database.url(), Duration.ofSeconds(20), trace);
  }

  @Override
  void execute(String sql) {
    database.execute(sql);
  }
}
