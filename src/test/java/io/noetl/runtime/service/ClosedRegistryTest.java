package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls after the service was closed. */
class ClosedRegistryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void callAfterCloseIsRefusedAndOpensNothing(int connections) throws IOException {
    RuntimeService registry = open("sqlite:" + folder.resolve("runtime.db"), connections);
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

  @Test
  @IntegrationTest
  void callAfterCloseIsRefusedByAPool() {
    PostgresDatabase database = PostgresServer.shared(14).createDatabase().withTable();
    RuntimeService used = open(database.url(), 2);
    used.list(RuntimeListQuery.of(null));
    for (RuntimeService registry : List.of(used, open(database.url(), 2))) {
      registry.close();
      RuntimeApiException late =
          assertThrows(
              RuntimeApiException.Unreachable.class,
              () -> registry.list(RuntimeListQuery.of(null)));
      assertEquals(
          "cannot reach " + database.url() + ": the registry was closed", late.getMessage());
    }
  }

  private static RuntimeService open(String url, int connections) {
    return RuntimeService.open(
        new DirectOptions(url, Duration.ofSeconds(10), true, TestDatabase.chance(), statement -> {})
            .withConnections(connections));
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
