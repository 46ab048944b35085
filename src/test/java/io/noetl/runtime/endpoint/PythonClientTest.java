package io.noetl.runtime.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noetl.runtime.contract.TestRegistry;
import io.noetl.runtime.service.RuntimeService;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP calls of NoETL's Python worker. */
class PythonClientTest {

  @TempDir private Path folder;

  @Test
  void pythonClientsOfNoetlWork() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "python3"))),
        "python3 is not installed");
    Path script = folder.resolve("python_client.py");
    try (var resource = getClass().getResourceAsStream("/endpoint/python_client.py")) {
      Files.copy(resource, script);
    }
    try (RuntimeService registry = TestRegistry.sqlite(folder.resolve("runtime.db"));
        TestEndpoint endpoint = TestEndpoint.start(registry)) {
      ProcessBuilder builder =
          new ProcessBuilder("python3", script.toString(), Integer.toString(endpoint.port()));
      builder.environment().put("PYTHONIOENCODING", "utf-8");
      Process client = builder.redirectErrorStream(true).start();
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(client.waitFor(60, TimeUnit.SECONDS), "it ends");
      assertEquals("worker-0-é\nserver-0\nworker-1-é\nserver-1\nworker-2-é\nserver-2\n", said);
      assertEquals(0, client.exitValue());
    }
  }
}
