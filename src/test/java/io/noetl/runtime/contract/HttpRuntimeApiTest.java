package io.noetl.runtime.contract;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.client.ClientOptions;
import io.noetl.runtime.client.HttpRuntimeApi;
import io.noetl.runtime.client.ServerAddress;
import io.noetl.runtime.endpoint.TestEndpoint;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract over the whole round trip: client, HTTP, server, service, SQLite. */
@IntegrationTest
class HttpRuntimeApiTest extends RuntimeApiContract {

  @TempDir Path folder;
  private RuntimeService registry;
  private TestEndpoint server;

  @Override
  protected RuntimeApi open() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
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
