package io.noetl.runtime.cli.serve;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.text.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Checks the permissions of files with secrets. */
final class SecretFile {

  private SecretFile() {}

  /**
   * Warns about a file that other users may read.
   *
   * @param strict whether to refuse it instead
   * @throws RuntimeApiException.NotAllowed when it is refused
   */
  static void check(String flag, Path file, boolean strict, Diagnostics diagnostics) {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (!mode.contains(PosixFilePermission.OTHERS_READ)
          && !mode.contains(PosixFilePermission.GROUP_READ)) {
        return;
      }
    } catch (IOException | UnsupportedOperationException unreadable) {
      // Reading the file reports the problem.
      return;
    }
    String problem = flag + ": " + file + " may be read by others";
    String remedy = "chmod 600 " + ShellWord.of(file.toString());
    if (strict) {
      throw new RuntimeApiException.NotAllowed(problem, Details.NONE.withHint(remedy));
    }
    diagnostics.warn("warning: " + problem + "; " + remedy);
  }
}
