package io.noetl.runtime.cli;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The process that a row names as its owner.
 *
 * @param here whether it is of this host
 * @param runs whether it runs; null where that cannot be known from here
 */
record RegisteredOwner(
    @Nullable String host, @Nullable String pid, boolean here, @Nullable Boolean runs) {

  static RegisteredOwner of(RuntimeComponentInfo info, String hostHere, LongPredicate running) {
    boolean isNumber = info.pid() != null && info.pid().matches("\\d{1,18}");
    String pid = isNumber ? info.pid() : null;
    boolean here = hostHere.equals(info.hostname());
    Boolean runs = (here && pid != null) ? running.test(Long.parseLong(pid)) : null;
    return new RegisteredOwner(info.hostname(), pid, here, runs);
  }

  /** Whether a text can be a host's name: it came from the registry, so from anybody. */
  static boolean isHostName(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9.-]*");
  }

  /** Host and process in words. */
  String text() {
    String where = host == null ? "an unnamed host" : "host " + host;
    return pid == null ? where : where + " pid " + pid;
  }

  /** What is known of it. */
  String sentence() {
    return "registered by " + text() + state();
  }

  /** How it is, as the end of a sentence. */
  String state() {
    if (runs != null) {
      return runs ? ", running on this host" : ", no longer running on this host";
    }
    return here ? ", this host" : host == null ? "" : ", on another machine";
  }
}
