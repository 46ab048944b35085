package io.noetl.runtime.service.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import io.noetl.runtime.schema.RuntimeApiException.NotAllowed;
import io.noetl.runtime.service.DirectOptions;
import io.noetl.runtime.service.Requests;
import io.noetl.runtime.service.RuntimeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-r-----", "rwx------", "rw--w----"})
  void fileReadableByOthersIsRefused(String mode) throws IOException {
    Path file = write(mode, "*:*:*:*:secret");

    NotAllowed refused =
        assertThrows(NotAllowed.class, () -> password(file, "postgresql://me@h/db"));

    assertEquals(
        "the password file " + file + " may be read by others, so it is not used",
        refused.getMessage());
    assertEquals("chmod 600 " + file, refused.hint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          h:5432:db:me:secret               | postgresql://me@h/db              | secret
          h:5432:db:me:secret               | postgresql://me@h:5432/db         | secret
          h:5433:db:me:secret               | postgresql://me@h/db              |
          h:5433:db:me:secret               | postgresql://me@h:5433/db         | secret
          other:5432:db:me:secret           | postgresql://me@h/db              |
          h:5432:other:me:secret            | postgresql://me@h/db              |
          h:5432:db:other:secret            | postgresql://me@h/db              |
          *:*:*:*:secret                    | postgresql://me@h/db              | secret
          *:*:*:me:secret                   | postgresql://you@h/db             |
          h:5432:me:me:secret               | postgresql://me@h                 | secret
          localhost:5432:db:me:secret       | postgresql://me@/db               | secret
          b:2:db:me:secret                  | postgresql://me@a:1,b:2/db        | secret
          b:1:db:me:secret                  | postgresql://me@a:1,b:2/db        |
          \\:\\:1:5432:db:me:secret         | postgresql://me@[::1]/db          | secret
          *:*:*:m\\:e:se\\:c\\\\ret         | postgresql://m%3Ae@h/db           | se:c\\ret
          #:*:*:*:x\\n*:*:*:*:second         | postgresql://me@h/db              | second
          h:1:a:b:c\\n*:*:*:me:1\\n*:*:*:me:2 | postgresql://me@h/db              | 1
          short:line\\n\\n*:*:*:*:p p         | postgresql://me@h/db              | p p
          """)
  void firstMatchingLineHasThePassword(String lines, String url, String password)
      throws IOException {
    assertEquals(password, password(write("rw-------", lines.replace("\\n", "\n")), url));
  }

  @Test
  void hugeLinesAreReadInTimeAndThePropertyIsRestored() throws IOException {
    String property = "org.postgresql.pgpassfile";
    for (String piece : List.of(":", "\\", "\\:", "*:", "h:5432:db:me", "#", "\n")) {
      Path file = write("rw-------", piece.repeat(512 * 1024 / piece.length()) + "\n*:*:*:*:last");
      String found =
          assertTimeoutPreemptively(
              Duration.ofSeconds(30), () -> password(file, "postgresql://me@h/db"), piece);
      assertNotNull(found, piece);
      assertNull(System.getProperty(property));
    }
  }

  @Test
  void missingFileHasNoPassword() {
    assertNull(password(folder.resolve("none"), "postgresql://me@h/db"));
    assertNull(password(folder, "postgresql://me@h/db"));
  }

  @Test
  @IntegrationTest
  void serverAcceptsThePasswordOfTheFile() throws IOException {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    String role = database.createRole("se:cr\\et");
    database.execute(
        "GRANT USAGE ON SCHEMA noetl TO " + role, "GRANT SELECT ON noetl.runtime TO " + role);
    Path right =
        write("rw-------", "localhost:*:" + database.name() + ":" + role + ":se\\:cr\\\\et");

    try (RuntimeService service = service(database.url(role), null, right)) {
      assertEquals(0, service.list(Requests.EVERYTHING).items().size());
    }
    Path wrong = write("r--------", "*:*:*:*:wrong");
    try (RuntimeService service = service(database.url(role), null, wrong)) {
      assertThrows(NotAllowed.class, () -> service.list(Requests.EVERYTHING));
    }
    Path open = write("rw-r--r--", "*:*:*:*:wrong");
    try (RuntimeService service = service(database.url(role), "se:cr\\et", open)) {
      assertEquals(0, service.list(Requests.EVERYTHING).items().size());
    }
  }

  private RuntimeService service(String url, String password, Path file) {
    return RuntimeService.open(
        new DirectOptions(
            url,
            "noetl",
            password,
            file,
            Duration.ofSeconds(10),
            true,
            PostgresDatabase.chance(),
            statement -> {}));
  }

  private static String password(Path file, String url) {
    return PasswordFile.password(file, PostgresUrl.of(url, Map.of()));
  }

  private Path write(String mode, String lines) throws IOException {
    Path file = Files.createTempFile(folder, "pgpass", "");
    Files.writeString(file, lines + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
