package io.noetl.runtime.cli;

import org.jspecify.annotations.Nullable;

/**
 * What the launcher knows of this process, and what it did to it that a program started from it
 * must not notice.
 *
 * @param callersLocale the caller's LC_ALL, empty where it had none; null where it was left alone
 * @param keepsQuitDescriptor whether the descriptor with the number of SIGQUIT is kept free
 * @param setsArenas whether MALLOC_ARENA_MAX is the launcher's, not the caller's
 * @param asksServer whether the command line will surely ask a server over plain HTTP
 */
public record Launch(
    @Nullable String callersLocale,
    boolean keepsQuitDescriptor,
    boolean setsArenas,
    boolean asksServer) {

  /** Nothing. */
  public static final Launch PLAIN = new Launch(null, false, false, false);
}
