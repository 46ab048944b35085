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
 * PostgreSQL's password file, with lines {@code host:port:database:user:password}, as the driver
 * parses it. The driver alone would only read the file named by the process's environment or home,
 * and would not check its permissions.
 */
public final class PasswordFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PasswordFile() {}

  /**
   * The password of the first matching line; null if there is no such line or file. If the URL
   * names several hosts, they are looked up in turn.
   *
   * @throws RuntimeApiException.NotAllowed when the file's mode is not 0600 or stricter, as libpq
   *     requires
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
      // The login then fails, and names the missing password.
      return null;
    }
    String user = url.user() == null ? System.getProperty("user.name") : url.user();
    String database = url.database() == null ? user : url.database();
    for (PostgresHost place : url.hosts()) {
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

  /** The driver takes the file from a system property, which is set meanwhile. */
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
