package io.noetl.runtime.contract;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.schema.RuntimeApi;
import org.junit.jupiter.api.BeforeAll;

/** The contract in direct mode, on PostgreSQL 18 with a dictionary's order of letters. */
@IntegrationTest
class Postgres18RuntimeApiTest extends RuntimeApiContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database =
        PostgresServer.shared(18)
            .createDatabase("LOCALE_PROVIDER icu ICU_LOCALE 'en-US' TEMPLATE template0");
  }

  @Override
  protected RuntimeApi open() {
    return database.emptied().service();
  }
}
