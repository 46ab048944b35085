package io.noetl.runtime.cli.failure;

import org.jspecify.annotations.Nullable;

/** The command line, or a file that it names, asks for something that cannot be meant. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  public UsageException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to try instead. */
  @Nullable String hint() {
    return hint;
  }
}
