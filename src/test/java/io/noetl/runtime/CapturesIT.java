package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The captures of list, watch and doctor in README.md and docs/ match the distribution. */
@IntegrationTest
class CapturesIT {

  @TempDir private Path folder;

  @Test
  void capturesAreCurrent() throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v tmux >/dev/null").start().waitFor() == 0,
        "tmux is not installed: apt-get install tmux");
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder("src/dist/captures.sh", "--check")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("NOETL_DIST", Launcher.DISTRIBUTION.toString());
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it ends");
      assertEquals(
          0,
          process.exitValue(),
          () -> read(said) + "src/dist/captures.sh --write makes them anew");
    } finally {
      process.destroy();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable + "\n";
    }
  }
}
