package io.noetl.runtime.contract;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.schema.RuntimeApi;
import org.junit.jupiter.api.BeforeAll;

/** The contract in direct mode, on PostgreSQL 14. */
@IntegrationTest
class Postgres14RuntimeApiTest extends RuntimeApiContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(14).createDatabase();
  }

  @Override
  protected RuntimeApi open() {
    return database.emptied().service();
  }
}
