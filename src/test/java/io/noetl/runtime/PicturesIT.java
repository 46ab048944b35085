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

/** The pictures in docs/images show what the distribution shows. */
@IntegrationTest
class PicturesIT {

  @TempDir private Path folder;

  @Test
  void picturesAreCurrent() throws Exception {
    assumeTrue(
        new ProcessBuilder(
                    "sh",
                    "-c",
                    "command -v tmux && command -v python3 && command -v chromium >/dev/null")
                .start()
                .waitFor()
            == 0,
        "not installed: apt-get install tmux python3 chromium");
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder("src/dist/pictures.sh", "--check")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("NOETL_DIST", Launcher.DISTRIBUTION.toString());
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it ends");
      assertEquals(
          0,
          process.exitValue(),
          () -> read(said) + "src/dist/pictures.sh --write makes them again");
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
