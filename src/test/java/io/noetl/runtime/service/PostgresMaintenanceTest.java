package io.noetl.runtime.service;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import org.junit.jupiter.api.BeforeAll;

@IntegrationTest
class PostgresMaintenanceTest extends MaintenanceContract {

  private static PostgresDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(14).createDatabase();
  }

  @Override
  RuntimeService open() {
    return database.emptied().service();
  }

  @Override
  RuntimeService another() {
    return database.service();
  }

  @Override
  void execute(String sql) {
    database.execute(sql.replaceAll("\\{ago:(\\d+)}", "now() - interval '$1 seconds'"));
  }
}
