package io.noetl.runtime.text;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the known word nearest to a mistyped one. */
public final class NearestWord {

  /** Words of up to so many letters are near with one typing error, longer ones with two. */
  private static final int SHORT = 4;

  /** A single letter is near to nothing. */
  private static final int SHORTEST = 2;

  /** Time and memory grow with the length; longer texts are no words. */
  private static final int LONGEST = 100;

  private NearestWord() {}

  /** The word that starts as the written one does, or the one with the fewest edits between. */
  public static @Nullable String to(String written, Collection<String> words) {
    String plain = withoutDashes(written);
    if (plain.length() < SHORTEST || written.length() > LONGEST) {
      return null;
    }
    int most = plain.length() <= SHORT ? 1 : 2;
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String word : words) {
      int edits = edits(written, word);
      boolean isNear = edits <= most || word.startsWith(written) || written.startsWith(word);
      if (isNear && edits < fewest && withoutDashes(word).length() >= SHORTEST) {
        nearest = word;
        fewest = edits;
      }
    }
    return nearest;
  }

  private static String withoutDashes(String word) {
    int start = 0;
    while (start < word.length() && word.charAt(start) == '-') {
      start++;
    }
    return word.substring(start);
  }

  /** Insertions, deletions, replacements and swaps of neighbours that make one of the other. */
  private static int edits(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int fewest(int[][] edits, String from, String to, int i, int j) {
    int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean isSwap =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return isSwap ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }
}
