package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serve whose memory is exhausted ends, so that its service manager starts another. */
@IntegrationTest
class ServeMemoryIT {

  /** What java(1) says of ExitOnOutOfMemoryError. */
  private static final int EXHAUSTED = 3;

  private static final int ROWS = 130;

  @TempDir private Path folder;
  private ProcessHome home;
  private ServeProcess process;

  @BeforeEach
  void open() {
    home = new ProcessHome(folder);
    JsonObject labels = JsonObject.EMPTY.with("long", "x".repeat(60_000));
    for (int i = 0; i < ROWS; i++) {
      home.registry()
          .register(
              RuntimeRegistrationRequest.fromJson(
                  JsonObject.EMPTY
                      .with("name", "pool-" + i)
                      .with("kind", RuntimeKind.WORKER_POOL.word())
                      .with("runtime", "python")
                      .with("labels", labels)));
    }
  }

  @AfterEach
  void leaveNothing() {
    if (process != null) {
      process.close();
    }
    home.close();
  }

  @Test
  void exhaustedMemoryEndsTheProcess() throws Exception {
    // Enough to start and to answer, and too little for a list of 8 MB. The start-up cache holds 4
    // MiB of it.
    Map<String, String> heap = Map.of("NOETL_RUNTIME_JAVA_OPTS", "-Xms18m -Xmx18m -XX:NewSize=4m");
    process =
        ServeProcess.start(folder, heap, "--answer-within", "60s", "--database", home.database());
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest health =
          HttpRequest.newBuilder(URI.create(process.address() + "/api/health")).build();
      assertEquals(200, client.send(health, BodyHandlers.discarding()).statusCode());
      client.sendAsync(
          HttpRequest.newBuilder(URI.create(process.address() + "/api/runtimes")).build(),
          BodyHandlers.discarding());
      assertTrue(process.process().waitFor(90, TimeUnit.SECONDS), "it goes on");
      assertEquals(EXHAUSTED, process.process().exitValue());
    }
  }

  @Test
  void unitStartsItAgain() throws IOException {
    List<String> unit =
        Files.readAllLines(Launcher.DISTRIBUTION.resolve("systemd/noetl-serve.service"));
    assertTrue(unit.contains("Restart=on-failure"), unit.toString());
    for (String line : unit) {
      boolean keepsIt =
          line.startsWith("SuccessExitStatus=") || line.startsWith("RestartPreventExitStatus=");
      assertFalse(
          keepsIt
              && List.of(line.substring(line.indexOf('=') + 1).split(" "))
                  .contains(Integer.toString(EXHAUSTED)),
          line);
    }
  }
}
