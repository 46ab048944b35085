package io.noetl.runtime.contract;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.client.ClientOptions;
import io.noetl.runtime.client.HttpRuntimeApi;
import io.noetl.runtime.client.ServerAddress;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.service.RuntimeService;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract over the whole round trip: client, HTTP, server, service, PostgreSQL. */
@IntegrationTest
class PostgresHttpRuntimeApiTest extends RuntimeApiContract {

  private static PostgresDatabase database;
  private RuntimeService registry;
  private TestEndpoint server;

  @BeforeAll
  static void createDatabase() {
    database = PostgresServer.shared(18).createDatabase();
  }

  @Override
  protected RuntimeApi open() {
    registry = database.emptied().service();
    server = TestEndpoint.start(registry);
    return new HttpRuntimeApi(
        new ClientOptions(
            ServerAddress.of(server.address()),
            Duration.ofSeconds(30),
            null,
            Map.of(),
            "noetl-runtime/test",
            line -> {}));
  }

  @AfterEach
  void stopServer() {
    server.close();
    registry.close();
  }
}
