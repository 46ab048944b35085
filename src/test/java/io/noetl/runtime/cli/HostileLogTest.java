package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading hostile logs takes time linear in their length. */
class HostileLogTest {

  private static final int SIZE = 500_000;
  private static final String EVENT =
      "{\"time\":\"2026-01-01T00:00:00Z\",\"event\":\"added\",\"kind\":\"worker_pool\",\"status\":";

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "{",
        "[",
        "\"",
        "1",
        "\\",
        "\r",
        "{\"time\":",
        "{}\n",
        EVENT + "\"ready\",\"name\":\"a\"}\n",
        EVENT + "\"ready\",\"name\":\"a\"}\n" + EVENT + "\"offline\",\"name\":\"a\"}\n",
        EVENT
      })
  void logs(String piece) throws IOException {
    Path log = Files.writeString(home.resolve("log"), piece.repeat(SIZE / piece.length()));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          CommandRun.Ended ended = new CommandRun(home).run("flaps", log.toString());
          assertTrue(ended.status() == 0 || ended.status() == 2, ended.err());
        });
  }
}
