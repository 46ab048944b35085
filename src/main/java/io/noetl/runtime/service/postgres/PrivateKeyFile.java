package io.noetl.runtime.service.postgres;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Checks the permissions of a private key, as libpq does. */
final class PrivateKeyFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PrivateKeyFile() {}

  /**
   * Refuses a key that other users may read; a key of root may be readable by a group.
   *
   * @throws RuntimeApiException.NotAllowed when other users may read it
   */
  static void check(Path file) {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, PosixFileAttributes.class);
    } catch (IOException | UnsupportedOperationException unreadable) {
      // Reading the file reports the failure.
      return;
    }
    Set<PosixFilePermission> allowed = EnumSet.copyOf(OWNER);
    if (attributes.owner().getName().equals("root")) {
      allowed.add(PosixFilePermission.GROUP_READ);
    }
    if (!allowed.containsAll(attributes.permissions())) {
      throw new RuntimeApiException.NotAllowed(
          "the key " + file + " may be read by others, so it is not used",
          Details.NONE.withHint("chmod 600 " + file));
    }
  }
}
