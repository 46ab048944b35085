package io.noetl.runtime.cli;

import java.util.HashMap;
import java.util.Map;
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

  /** What to set, or with null to take away, so that a child has the variables of the caller. */
  Map<String, @Nullable String> callersVariables() {
    Map<String, @Nullable String> variables = new HashMap<>();
    if (callersLocale != null) {
      // The launcher gives Java a locale with UTF-8.
      variables.put("LC_ALL", callersLocale.isEmpty() ? null : callersLocale);
    }
    if (setsArenas) {
      variables.put("MALLOC_ARENA_MAX", null);
    }
    return variables;
  }

  /** Nothing. */
  public static final Launch PLAIN = new Launch(null, false, false, false);
}
