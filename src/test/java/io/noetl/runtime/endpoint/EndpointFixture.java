package io.noetl.runtime.endpoint;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens a SQLite registry for each test, and serves it over HTTP when the test asks for it. */
public abstract class EndpointFixture {

  @TempDir protected Path folder;
  protected final TestOptions options = new TestOptions();
  protected RuntimeService registry;

  /** What {@link #serve} started last. */
  protected TestEndpoint endpoint;

  @BeforeEach
  protected final void openRegistry() {
    registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
  }

  @AfterEach
  protected final void closeRegistry() {
    if (endpoint != null) {
      endpoint.close();
    }
    registry.close();
  }

  /** Starts an endpoint that is closed after the test. */
  protected final void serve() {
    serve(registry);
  }

  /** The same in front of another registry. */
  protected final void serve(RuntimeApi api) {
    endpoint = start(api);
  }

  /** Starts an endpoint that the test closes. */
  protected final TestEndpoint start() {
    return start(registry);
  }

  /** The same in front of another registry. */
  protected final TestEndpoint start(RuntimeApi api) {
    return TestEndpoint.start(api, registry, options);
  }
}
