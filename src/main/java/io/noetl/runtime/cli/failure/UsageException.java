package io.noetl.runtime.cli.failure;

import org.jspecify.annotations.Nullable;

/** An invalid command line or input file. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  public UsageException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to try instead; null for none. */
  @Nullable String hint() {
    return hint;
  }
}
