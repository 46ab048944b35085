package io.noetl.runtime.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody meant who wrote another. */
public final class NearestWord {

  /** Two slips of the finger; more make it another word. */
  private static final int MOST_EDITS = 2;

  private NearestWord() {}

  /** The word that starts as the written one does, or the one with the fewest edits between. */
  public static @Nullable String to(String written, Collection<String> words) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String word : words) {
      int edits = edits(written, word);
      boolean isNear = edits <= MOST_EDITS || word.startsWith(written) || written.startsWith(word);
      if (isNear && edits < fewest) {
        nearest = word;
        fewest = edits;
      }
    }
    return nearest;
  }

  /** Insertions, deletions and replacements that make one word of the other. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
