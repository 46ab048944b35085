package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a script that compares the documentation with what the distribution shows. */
final class DocumentationScript {

  private DocumentationScript() {}

  /** Fails with the differences that a script prints with --check. */
  static void assertCurrent(String script, Path folder) throws Exception {
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(script, "--check")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("NOETL_DIST", Launcher.DISTRIBUTION.toString());
    // The caller's own registry and files are not used.
    builder.environment().put("NOETL_SERVER_URL", "http://127.0.0.1:1");
    builder.environment().put("XDG_DATA_HOME", folder.resolve("none").toString());
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> "it ends\n" + read(said));
      assertEquals(0, process.exitValue(), () -> read(said) + script + " --write updates them");
      assertFalse(Files.exists(folder.resolve("none")), "nothing is written for the caller");
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
