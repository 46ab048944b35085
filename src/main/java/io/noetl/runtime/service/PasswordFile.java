package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** PostgreSQL's password file, which its driver reads; whether others can read it too is ours. */
final class PasswordFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PasswordFile() {}

  /**
   * Refuses a password file that others may read, as libpq does.
   *
   * @throws RuntimeApiException.NotAllowed when it is there and its mode is not 0600 or stricter
   */
  static void check(Path file) {
    try {
      if (Files.isRegularFile(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new RuntimeApiException.NotAllowed(
            "the password file " + file + " may be read by others, so it is not used",
            Details.NONE.withHint("chmod 600 " + file));
      }
    } catch (IOException unreadable) {
      // A file that cannot be looked at cannot be read either: the login will say what it misses.
      return;
    }
  }
}
