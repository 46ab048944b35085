package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.schema.owner.OwnerProbe;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import org.jspecify.annotations.Nullable;

/**
 * The process that a row names as the owner of the component.
 *
 * @param here whether it is on this host
 * @param runs whether it runs; null where that is unknown
 */
record RegisteredOwner(
    @Nullable String host, @Nullable String pid, boolean here, @Nullable Boolean runs) {

  static RegisteredOwner of(ListedComponent component, String hostHere, OwnerProbe processes) {
    ProcessIdentity process = component.info().process();
    boolean isNumber = process.pid() != null && process.pid().matches("\\d{1,18}");
    boolean here = hostHere.equals(process.hostname());
    OwnerState state =
        here && isNumber ? processes.look(process, component.liveness().age()) : OwnerState.UNKNOWN;
    return new RegisteredOwner(
        process.hostname(),
        isNumber ? process.pid() : null,
        here,
        state == OwnerState.UNKNOWN ? null : state == OwnerState.RUNS);
  }

  /** Whether a text is a valid host name; it comes from the registry and is not trusted. */
  static boolean isHostName(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9.-]*");
  }

  /** Host and pid in words. */
  String text() {
    return ProcessIdentity.inWords(host, pid);
  }

  /** The owner and its state in a sentence. */
  String sentence() {
    return "registered by " + text() + state();
  }

  /** The state of the process, as the end of a sentence. */
  String state() {
    if (runs != null) {
      return runs ? ", running on this host" : ", no longer running on this host";
    }
    if (here) {
      return pid == null ? ", this host" : ", this host, where it cannot be seen from here";
    }
    return host == null ? "" : ", on another machine";
  }
}
