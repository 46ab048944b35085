package io.noetl.runtime.contract;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.RuntimeService;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** The contract in direct mode, on a SQLite file with several connections, as serve uses it. */
class PooledSqliteRuntimeApiTest extends RuntimeApiContract {

  @TempDir Path folder;

  @Override
  protected RuntimeApi open() {
    return RuntimeService.open(
        new DirectOptions(
                "sqlite:" + folder.resolve("runtime.db"),
                Duration.ofSeconds(10),
                true,
                PostgresDatabase.chance(),
                statement -> {})
            .withConnections(3));
  }
}
