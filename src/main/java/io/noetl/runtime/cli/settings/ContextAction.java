package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.text.ShellWord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The subcommands of {@code context}. */
public enum ContextAction {
  LIST,
  USE,
  SET,
  SHOW,
  DELETE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action for a word; list for null. */
  static ContextAction of(@Nullable String word) {
    if (word == null) {
      return LIST;
    }
    for (ContextAction action : values()) {
      if (action.word().equals(word)) {
        return action;
      }
    }
    throw new UsageException(
        "unknown context command " + ShellWord.of(word), "use list, use, set, show or delete");
  }
}
