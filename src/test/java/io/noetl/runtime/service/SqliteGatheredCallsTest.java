package io.noetl.runtime.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

class SqliteGatheredCallsTest extends GatheredCallsContract {

  @TempDir Path folder;

  @Override
  RuntimeService open(Consumer<String> trace) {
    return RuntimeService.open(
        new DirectOptions(
                "sqlite:" + folder.resolve("runtime.db"),
                Duration.ofSeconds(20),
                true,
                TestDatabase.chance(),
                trace)
            .withConnections(4));
  }
}
