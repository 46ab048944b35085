package io.noetl.runtime.service.postgres;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs and password files are parsed in linear time. */
class HostilePostgresTextTest {

  private static final int SIZE = 500_000;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private static String filled(String piece) {
    return piece.repeat(SIZE / piece.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "@",
        ":",
        "/",
        "?",
        "&",
        "=",
        ",",
        "%",
        "%41",
        "%zz",
        "[",
        "]",
        "[::1],",
        "h,",
        "h:1,",
        "u:p@",
        "?a=b",
        "&sslmode=x",
        "a=b&",
        "#",
        "+",
        "\\",
        "'",
        " ",
        "\u00e9",
        "0",
        "1.",
        "-"
      })
  void urls(String piece) {
    for (String begin :
        new String[] {
          "postgresql://", "postgresql://h/d?", "postgresql://u:p@h", "postgres:///?host=", "jdbc:"
        }) {
      assertTimeoutPreemptively(
          LONGEST,
          () -> {
            try {
              PostgresUrl.of(begin + filled(piece), Map.of());
            } catch (InvalidRequest refused) {
              // To refuse it is as good.
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", ":", "\\", "\\:", "*:", "h:5432:", "\n", "#", "#\n", "a:b:c:d:e\n", "\r"})
  void passwordFiles(String piece) throws IOException {
    Path file = Files.writeString(folder.resolve("pgpass"), filled(piece));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    PostgresUrl url = PostgresUrl.of("postgresql://me@h1,h2,h3/db", Map.of());
    assertTimeoutPreemptively(LONGEST, () -> PasswordFile.password(file, url));
  }
}
