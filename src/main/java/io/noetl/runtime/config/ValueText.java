package io.noetl.runtime.config;

import io.noetl.runtime.text.DurationText;
import io.noetl.runtime.text.EscapedText;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the values that need no type of their own; refuses with a sentence for the user. */
final class ValueText {

  private ValueText() {}

  static int count(String text) {
    try {
      int count = Integer.parseInt(text.strip());
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException notANumber) {
      // The same sentence as for a negative one.
    }
    throw new IllegalArgumentException(
        EscapedText.quoted(text) + " is not a whole number from 0 to " + Integer.MAX_VALUE);
  }

  /** Whether NoETL treats it as the number of a node, and not as a node's name. */
  static boolean isNode(String text) {
    return text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether two texts of a kind mean the same. */
  static boolean isSame(Kind kind, String one, String other) {
    try {
      return one.equals(other)
          || (kind == Kind.DURATION && DurationText.parse(one).equals(DurationText.parse(other)));
    } catch (IllegalArgumentException notBoth) {
      return false;
    }
  }

  static boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "y", "on" -> true;
      case "false", "0", "no", "n", "off" -> false;
      default ->
          throw new IllegalArgumentException(
              EscapedText.quoted(text) + " is not a boolean: use true or false");
    };
  }

  /** No shell has replaced the tilde of a path in a file. */
  static Path path(String text, Path home) {
    return text.equals("~") || text.startsWith("~/")
        ? new HomeDirectory(home)
            .resolve(
                text.equals("~") ? "" : text.substring(2),
                "set HOME to an absolute path, or write " + text + " in full")
        : Path.of(text);
  }
}
