package io.noetl.runtime.service.postgres;

import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.TooLargeFileException;
import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGEnvironment;
import org.postgresql.jdbcurlresolver.PgPassParser;

/**
 * PostgreSQL's password file, lines of {@code host:port:database:user:password}, as the driver
 * reads it. By itself the driver knows only the file of the process's own variables and home, and
 * takes it whoever may read it.
 */
public final class PasswordFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PasswordFile() {}

  /**
   * The password of the first line that fits; null where there is no such line or no file. Where
   * the URL names several hosts, each is looked for in turn.
   *
   * @throws RuntimeApiException.NotAllowed when the file's mode is not 0600 or stricter, as libpq
   *     wants it
   */
  public static @Nullable String password(Path file, PostgresUrl url) {
    try {
      if (!Files.isRegularFile(file)) {
        return null;
      }
      check(file);
      WholeFile.check(file, WholeFile.SMALL);
    } catch (TooLargeFileException large) {
      throw new RuntimeApiException.InvalidRequest(
          "cannot read the password file " + file + ": " + FileFailure.reason(large),
          Details.NONE.withHint("name a file of lines HOST:PORT:DATABASE:USER:PASSWORD"));
    } catch (IOException unreadable) {
      // The login will say what it misses.
      return null;
    }
    String user = url.user() == null ? System.getProperty("user.name") : url.user();
    String database = url.database() == null ? user : url.database();
    for (PostgresHost place : url.places()) {
      String port = place.port() == null ? "5432" : place.port();
      String found = read(file, place.name(), port, database, user);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static void check(Path file) throws IOException {
    if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
      throw new RuntimeApiException.NotAllowed(
          "the password file " + file + " may be read by others, so it is not used",
          Details.NONE.withHint("chmod 600 " + file));
    }
  }

  /** The driver asks a property for the file, which is set while it reads. */
  private static synchronized @Nullable String read(
      Path file, String host, String port, String database, String user) {
    String property = PGEnvironment.ORG_POSTGRESQL_PGPASSFILE.getName();
    String before = System.getProperty(property);
    System.setProperty(property, file.toAbsolutePath().toString());
    try {
      return PgPassParser.getPassword(host, port, database, user);
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }
}
