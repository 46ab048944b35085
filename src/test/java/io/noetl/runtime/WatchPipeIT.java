package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's watch in a pipe: it ends with its reader, and tells of outages. */
@IntegrationTest
class WatchPipeIT {

  @TempDir private Path home;
  private ListServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ListServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String watch(String more) {
    return Launcher.PROGRAM + " list --watch=200ms --retries 0 --server " + server.address() + more;
  }

  private ProcessBuilder shell(String script) {
    return Launcher.command(home, List.of("sh", "-c", script));
  }

  @Test
  void closedPipeEndsTheWatchAlsoWhenNothingHappens() throws Exception {
    Process process =
        shell("{ " + watch("; echo $? >&2; } | head -n 1"))
            .redirectError(home.resolve("err").toFile())
            .start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      assertTrue(line.endsWith(" added worker_pool demo ready"), line);
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    assertEquals("141\n", Files.readString(home.resolve("err")));
  }

  @Test
  void diskThatIsFullIsAnErrorAndNoReaderThatHasGone() throws Exception {
    for (String form : new String[] {"", " -o jsonl"}) {
      Process process =
          shell("exec " + watch(form) + " >/dev/full")
              .redirectError(home.resolve("err").toFile())
              .start();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
      assertEquals(1, process.exitValue());
      assertEquals(
          "noetl-runtime: cannot write the result: No space left on device\n",
          Files.readString(home.resolve("err")));
    }
  }

  @Test
  void linesComeAtOnceAndTellOfOutages() throws Exception {
    Process process = shell("exec " + watch(" -o jsonl")).start();
    try (BufferedReader out = process.inputReader()) {
      assertTrue(out.readLine().contains("\"event\":\"added\""));
      server.status = "busy";
      assertTrue(out.readLine().contains("\"status\":\"busy\",\"was\":\"ready\""));
      server.stop();
      assertTrue(out.readLine().contains("\"event\":\"unreachable\""));
      server.restart();
      assertTrue(out.readLine().contains("\"event\":\"reachable\""));
      // Not destroy(), which closes our end of the pipe, too.
      assertEquals(0, new ProcessBuilder("kill", "" + process.pid()).start().waitFor());
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }
}
