package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.text.ShellWord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shells with completion scripts. */
public enum CompletionShell {
  BASH,
  ZSH,
  FISH;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CompletionShell of(@Nullable String word) {
    for (CompletionShell shell : values()) {
      if (shell.name().equalsIgnoreCase(word)) {
        return shell;
      }
    }
    throw new UsageException(
        word == null ? "no shell is named" : "there is no completion for " + ShellWord.of(word),
        "use bash, zsh or fish");
  }
}
