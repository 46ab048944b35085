package io.noetl.runtime.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of permissions of files with secrets. */
class SecretFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--, true",
    "rw-r-----, true",
    "r-----r--, true",
    "rw-------, false",
    "r--------, false"
  })
  void fileThatOthersMayReadIsWarnedOfOrRefused(String mode, boolean open) throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "read x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    StringWriter err = new StringWriter();
    Diagnostics diagnostics =
        new Diagnostics(new PrintWriter(err), false, false, false, InstantSource.system());
    String problem = "--tokens-file: " + file + " may be read by others";

    SecretFile.check("--tokens-file", file, false, diagnostics);

    assertEquals(
        open ? "noetl-runtime: warning: " + problem + "; chmod 600 " + file + "\n" : "",
        err.toString());
    if (open) {
      NotAllowed refused =
          assertThrows(
              NotAllowed.class, () -> SecretFile.check("--tokens-file", file, true, diagnostics));
      assertEquals(problem, refused.getMessage());
    } else {
      SecretFile.check("--tokens-file", file, true, diagnostics);
    }
  }

  @Test
  void serveIsStrictWhereItIsAsked() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "read x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    CommandRun.Ended ended =
        new CommandRun(folder)
            .run("serve", "--listen", "127.0.0.1:0", "--tokens-file", file.toString(), "--strict");

    assertEquals(4, ended.status(), ended.toString());
  }
}
