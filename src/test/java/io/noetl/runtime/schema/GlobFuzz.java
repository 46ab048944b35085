package io.noetl.runtime.schema;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;

/**
 * A pattern, and after a line end a name: both ways to match agree, where the other is the table
 * that textbooks fill, cell by cell.
 */
public final class GlobFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String[] words = Fuzzing.text(input).split("\n", 2);
    String name = words.length == 1 ? words[0] : words[1];
    NameGlob glob;
    try {
      glob = Fuzzing.bounded(input, () -> NameGlob.of(words[0]));
    } catch (InvalidRequest refused) {
      return;
    }
    boolean matches = Fuzzing.bounded(input, () -> glob.matches(name));
    if (words[0].indexOf('[') < 0 && words[0].indexOf('\\') < 0 && input.length < 2_000) {
      Fuzzing.same(byTable(words[0].codePoints().toArray(), name.codePoints().toArray()), matches);
    }
  }

  private static boolean byTable(int[] glob, int[] name) {
    boolean[] row = new boolean[name.length + 1];
    row[0] = true;
    for (int part : glob) {
      boolean[] next = new boolean[name.length + 1];
      next[0] = part == '*' && row[0];
      for (int i = 1; i <= name.length; i++) {
        next[i] =
            part == '*'
                ? next[i - 1] || row[i]
                : row[i - 1] && (part == '?' || part == name[i - 1]);
      }
      row = next;
    }
    return row[name.length];
  }
}
