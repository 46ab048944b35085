package io.noetl.runtime.cli;

import org.jspecify.annotations.Nullable;

/**
 * What the launcher did to this process that a program started from it must not notice.
 *
 * @param callersLocale the caller's LC_ALL, empty where it had none; null where it was left alone
 * @param keepsQuitDescriptor whether the descriptor with the number of SIGQUIT is kept free
 * @param setsArenas whether MALLOC_ARENA_MAX is the launcher's, not the caller's
 */
public record Launch(
    @Nullable String callersLocale, boolean keepsQuitDescriptor, boolean setsArenas) {

  /** Nothing. */
  public static final Launch PLAIN = new Launch(null, false, false);
}
