package io.noetl.runtime.output;

import io.noetl.runtime.text.Printable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When output is coloured, as the user asks for it. */
public enum ColorWhen {
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * What a word stands for, in upper or lower case.
   *
   * @throws IllegalArgumentException for any other word, with a sentence that lists the words
   */
  public static ColorWhen of(String word) {
    for (ColorWhen when : values()) {
      if (when.name().equalsIgnoreCase(word)) {
        return when;
      }
    }
    throw new IllegalArgumentException(
        "'" + Printable.escape(word) + "' is not one of auto, always, never");
  }

  /**
   * Whether to colour: what was asked for wins, then {@code NO_COLOR} (no-color.org), {@code
   * CLICOLOR_FORCE} (bixense.com/clicolors) and {@code TERM=dumb}, and at last whether the output
   * is a terminal.
   */
  public boolean resolve(Function<String, @Nullable String> environment, boolean terminal) {
    return switch (this) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> resolveAuto(environment, terminal);
    };
  }

  private static boolean resolveAuto(
      Function<String, @Nullable String> environment, boolean terminal) {
    if (isSet(environment.apply("NO_COLOR"))) {
      return false;
    }
    String force = environment.apply("CLICOLOR_FORCE");
    if (isSet(force) && !"0".equals(force)) {
      return true;
    }
    return terminal && !"dumb".equals(environment.apply("TERM"));
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isEmpty();
  }
}
