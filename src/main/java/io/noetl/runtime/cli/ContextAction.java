package io.noetl.runtime.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is done with contexts. */
enum ContextAction {
  LIST,
  USE,
  SET,
  SHOW,
  DELETE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action of a word; list for none. */
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
        ShellWord.of(word) + " is nothing to do with a context",
        "use list, use, set, show or delete");
  }
}
