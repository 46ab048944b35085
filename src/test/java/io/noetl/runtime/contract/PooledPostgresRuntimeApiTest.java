package io.noetl.runtime.contract;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.schema.RuntimeApi;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;

/** The contract in direct mode, on a pool of fewer connections than the threads that use it. */
@IntegrationTest
class PooledPostgresRuntimeApiTest extends RuntimeApiContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(18).createDatabase();
  }

  @Override
  protected RuntimeApi open() {
    PostgresDatabase emptied = database.emptied();
    return emptied.pooled(emptied.url(), Duration.ofSeconds(10), 3);
  }
}
