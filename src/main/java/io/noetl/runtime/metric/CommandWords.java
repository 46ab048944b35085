package io.noetl.runtime.metric;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words as shells do, with quotes and backslashes only. */
final class CommandWords {

  private CommandWords() {}

  /**
   * Splits a line.
   *
   * @throws IllegalArgumentException when it has no word, or a quote is not closed
   */
  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        i++;
        word.append(line.charAt(i));
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote in the command is not closed");
    }
    if (word != null) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("there is no command after !");
    }
    return words;
  }
}
