package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.noetl.runtime.schema.ComponentSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteGatheredCallsTest extends GatheredCallsContract {

  @TempDir Path folder;

  private DirectOptions options(Consumer<String> trace) {
    return new DirectOptions(
            "sqlite:" + folder.resolve("runtime.db"),
            Duration.ofSeconds(20),
            true,
            TestDatabase.chance(),
            trace)
        .withConnections(4);
  }

  @Override
  RuntimeService open(Consumer<String> trace) {
    return RuntimeService.open(options(trace));
  }

  @Test
  void listDoesNotRestOnTheConnectionThatHeartbeatsWaitFor() {
    try (ComponentStore store = new ComponentStore(Databases.open(options(statement -> {})))) {
      ComponentSink list = (component, asOf) -> {};
      assertSame(list, new GatheredCalls(store, Duration.ofSeconds(20)).givingWay(list));
    }
  }
}
