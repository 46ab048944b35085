package io.noetl.runtime.cli.systemd;

import io.noetl.runtime.agent.SystemdNotification;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.process.Environment;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Notifies systemd of the state of a resident process. */
public final class SystemdNotifier {

  private final SystemdNotification socket;
  private final Diagnostics diagnostics;
  private boolean fails;

  private SystemdNotifier(SystemdNotification socket, Diagnostics diagnostics) {
    this.socket = socket;
    this.diagnostics = diagnostics;
  }

  /** Notifications to the socket {@code $NOTIFY_SOCKET}; null where it is not set. */
  public static @Nullable SystemdNotifier of(Environment environment, Diagnostics diagnostics) {
    String socket = environment.variables().getOrDefault("NOTIFY_SOCKET", "");
    if (socket.isEmpty()) {
      return null;
    }
    try {
      return new SystemdNotifier(new SystemdNotification(socket), diagnostics);
    } catch (IllegalArgumentException odd) {
      diagnostics.note("NOTIFY_SOCKET is ignored: " + odd.getMessage());
      return null;
    }
  }

  /**
   * Sends assignments, one a line; reports the first failure only.
   *
   * @return whether they were taken
   */
  public boolean tell(String assignments) {
    try {
      socket.send(assignments);
      fails = false;
      return true;
    } catch (IOException failure) {
      if (!fails) {
        diagnostics.note("cannot notify systemd: " + failure.getMessage());
      }
      fails = true;
      return false;
    }
  }
}
