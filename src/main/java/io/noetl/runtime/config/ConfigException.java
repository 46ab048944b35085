package io.noetl.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting cannot be used. Its kind determines the exit code, by where the error must be
 * corrected.
 *
 * <p>The message is one sentence that says what failed and on what.
 */
public abstract sealed class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  private ConfigException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** What to try next; null where the message says it. */
  public @Nullable String hint() {
    return hint;
  }

  /** The command line or an environment variable holds a value that its setting does not take. */
  public static final class InvalidSetting extends ConfigException {
    private static final long serialVersionUID = 1L;

    InvalidSetting(String message, @Nullable String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /** A configuration file cannot be read, or holds what it may not hold. */
  public static final class InvalidFile extends ConfigException {
    private static final long serialVersionUID = 1L;

    InvalidFile(String message, @Nullable String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /** Another process changes the configuration file and does not end. */
  public static final class Locked extends ConfigException {
    private static final long serialVersionUID = 1L;

    Locked(String message, @Nullable String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }

  /** A file has its place in the home directory, and there is none. */
  public static final class NoHome extends ConfigException {
    private static final long serialVersionUID = 1L;

    NoHome(String message, String hint) {
      super(message, hint, null);
    }
  }

  /** A directory on the path to a configuration file may not be searched. */
  public static final class Unsearchable extends ConfigException {
    private static final long serialVersionUID = 1L;

    Unsearchable(String message, @Nullable String hint, @Nullable Throwable cause) {
      super(message, hint, cause);
    }
  }
}
