package io.noetl.runtime.service;

import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.files.TooLargeFileException;
import io.noetl.runtime.files.WholeFile;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's password file, lines of {@code host:port:database:user:password}. The driver reads
 * one as well, but only the one that the process's own variables and user name.
 */
final class PasswordFile {

  private static final Set<PosixFilePermission> OWNER =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final int FIELDS = 5;

  private PasswordFile() {}

  /**
   * The password of the first line that fits; null where there is no such line or no file. Where
   * the URL names several hosts, a line for any of them fits.
   *
   * @throws RuntimeApiException.NotAllowed when the file's mode is not 0600 or stricter, as libpq
   *     wants it
   */
  static @Nullable String password(Path file, PostgresUrl url) {
    try {
      if (!Files.isRegularFile(file)) {
        return null;
      }
      check(file);
      return password(WholeFile.lines(file), url);
    } catch (TooLargeFileException large) {
      throw new RuntimeApiException.InvalidRequest(
          "cannot read the password file " + file + ": " + FileFailure.reason(large),
          Details.NONE.withHint("name a file of lines HOST:PORT:DATABASE:USER:PASSWORD"));
    } catch (IOException unreadable) {
      // The login will say what it misses.
      return null;
    }
  }

  /** The same of the lines of a file. */
  static @Nullable String password(List<String> lines, PostgresUrl url) {
    String user = url.user() == null ? System.getProperty("user.name") : url.user();
    String database = url.database() == null ? user : url.database();
    for (String line : lines) {
      List<String> fields = line.startsWith("#") ? List.of() : fields(line);
      if (fields.size() >= FIELDS
          && fitsPlace(fields.get(0), fields.get(1), url.places())
          && fits(fields.get(2), database)
          && fits(fields.get(3), user)) {
        return fields.get(4);
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

  private static boolean fitsPlace(String host, String port, List<PostgresPlace> places) {
    return places.stream()
        .anyMatch(place ->
            fits(host, place.name()) && fits(port, place.port() == null ? "5432" : place.port()));
  }

  private static boolean fits(String pattern, String value) {
    return pattern.equals("*") || pattern.equals(value);
  }

  /** Splits at colons; a backslash takes the character after it as it is. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        field.append(line.charAt(i));
      } else if (c == ':') {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
