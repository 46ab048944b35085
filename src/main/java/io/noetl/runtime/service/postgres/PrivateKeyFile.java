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

/** A file that nobody else may read, as libpq wants its keys to be. */
final class PrivateKeyFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PrivateKeyFile() {}

  /**
   * Refuses a key that others may read; root's own may be given to a group.
   *
   * @throws RuntimeApiException.NotAllowed when others may
   */
  static void check(Path file) {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, PosixFileAttributes.class);
    } catch (IOException | UnsupportedOperationException unreadable) {
      // Who reads it will say what is wrong.
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
