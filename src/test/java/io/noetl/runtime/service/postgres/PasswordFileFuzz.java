package io.noetl.runtime.service.postgres;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The password of a matching line is found, whatever else the password file contains. */
public final class PasswordFileFuzz {

  private static final PostgresUrl DATABASE =
      PostgresUrl.of("postgresql://user@host.example:5433/base", Map.of());

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    String found = String.valueOf(password(text));
    Fuzzing.holds(found.length() <= Math.max(4, text.length()), found);
    String line = text.replace('\n', ' ').replace('\r', ' ');
    Fuzzing.same(line, password("host.example:5433:base:user:" + escaped(line) + "\n" + text));
  }

  /** A file that is made so is for its owner alone. */
  private static String password(String text) {
    try {
      Path file = Files.createTempFile("passwords", "");
      try {
        Files.writeString(file, text);
        return PasswordFile.password(file, DATABASE);
      } finally {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String escaped(String password) {
    return password.replace("\\", "\\\\").replace(":", "\\:");
  }
}
