package io.noetl.runtime.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

class SqliteRegistrationBatchingTest extends RegistrationBatchingContract {

  @TempDir Path folder;
  private int files;

  @Override
  RuntimeService open(Consumer<String> trace) {
    return RuntimeService.open(
        new DirectOptions(
                "sqlite:" + folder.resolve("runtime" + files++ + ".db"),
                Duration.ofSeconds(20),
                true,
                TestDatabase.chance(),
                trace)
            .withConnections(4));
  }
}
