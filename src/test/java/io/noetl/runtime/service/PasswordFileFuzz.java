package io.noetl.runtime.service;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whatever else is in a password file, the password of a line that fits is found as it is. */
public final class PasswordFileFuzz {

  private static final PostgresUrl DATABASE =
      PostgresUrl.of("postgresql://user@host.example:5433/base", Map.of());

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    List<String> lines = text.lines().toList();
    String found = Fuzzing.bounded(input, () -> "" + PasswordFile.password(lines, DATABASE));
    Fuzzing.holds(found.length() <= Math.max(4, text.length()), found);
    List<String> more = new ArrayList<>();
    more.add("host.example:5433:base:user:" + escaped(text.replace('\n', ' ')));
    more.addAll(lines);
    Fuzzing.same(text.replace('\n', ' '), PasswordFile.password(more, DATABASE));
  }

  private static String escaped(String password) {
    return password.replace("\\", "\\\\").replace(":", "\\:");
  }
}
