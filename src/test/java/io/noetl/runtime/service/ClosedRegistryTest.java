package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that comes after the end, such as one that hung while its server stopped. */
class ClosedRegistryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void lateCallIsRefusedAndOpensNothing(int connections) throws IOException {
    RuntimeService registry =
        RuntimeService.open(
            new DirectOptions(
                    "sqlite:" + folder.resolve("runtime.db"),
                    Duration.ofSeconds(10),
                    true,
                    Snowflake.byChance(
                        InstantSource.system(), Snowflake.NOETL_EPOCH_MILLIS, new Random()),
                    statement -> {})
                .withConnections(connections));
    registry.list(RuntimeListQuery.of(null));
    registry.close();
    List<String> left = files();
    RuntimeApiException late =
        assertThrows(
            RuntimeApiException.Unreachable.class, () -> registry.list(RuntimeListQuery.of(null)));
    assertEquals(
        "cannot use the database " + folder.resolve("runtime.db") + ": the registry was closed",
        late.getMessage());
    assertEquals(left, files());
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
