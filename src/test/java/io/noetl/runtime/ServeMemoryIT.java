package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serve whose memory is exhausted ends, so that whoever watches it starts another. */
class ServeMemoryIT {

  /** What java(1) says of ExitOnOutOfMemoryError. */
  private static final int EXHAUSTED = 3;

  private static final int ROWS = 130;

  @TempDir private Path folder;
  private ProcessHome home;
  private Process process;

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
      process.destroyForcibly();
    }
    home.close();
  }

  @Test
  void exhaustedMemoryEndsTheProcess() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHome.LAUNCHER,
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--answer-within",
            "60s",
            "--database",
            home.database());
    builder.environment().keySet().removeIf(name -> name.startsWith("NOETL_"));
    // Enough to start and to answer, and too little for a list of 8 MB. The start-up cache holds 4
    // MiB of it.
    builder.environment().put("NOETL_RUNTIME_JAVA_OPTS", "-Xms18m -Xmx18m -XX:NewSize=4m");
    builder.environment().put("HOME", folder.toString());
    process = builder.start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String address = address(log);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest health = HttpRequest.newBuilder(URI.create(address + "/api/health")).build();
      assertEquals(200, client.send(health, BodyHandlers.discarding()).statusCode());
      client.sendAsync(
          HttpRequest.newBuilder(URI.create(address + "/api/runtimes")).build(),
          BodyHandlers.discarding());
      assertTrue(process.waitFor(90, TimeUnit.SECONDS), "it goes on");
      assertEquals(EXHAUSTED, process.exitValue());
    }
  }

  private static String address(BufferedReader log) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("\"listening\"")) {
        return line.replaceAll(".*\"address\":\"([^\"]+)\".*", "$1");
      }
    }
    throw new AssertionError("it does not start");
  }

  @Test
  void unitStartsItAgain() throws IOException {
    List<String> unit =
        Files.readAllLines(
            Path.of(System.getProperty("noetl.dist")).resolve("systemd/noetl-serve.service"));
    assertTrue(unit.contains("Restart=on-failure"), unit.toString());
    for (String line : unit) {
      assertFalse(line.startsWith("RestartPreventExitStatus="), line);
      assertFalse(
          line.startsWith("SuccessExitStatus=")
              && List.of(line.substring(line.indexOf('=') + 1).split(" "))
                  .contains(Integer.toString(EXHAUSTED)),
          line);
    }
  }
}
