package io.noetl.runtime.agent;

import io.noetl.runtime.posix.FileCalls;
import io.noetl.runtime.posix.TerminalCalls;
import java.nio.charset.StandardCharsets;

/**
 * The terminal that controls the session of this process, whatever its standard streams are. It
 * sends signals to its foreground group, and stops others that read from it.
 */
public final class ControllingTerminal {

  private static final byte[] NAME = "/dev/tty".getBytes(StandardCharsets.US_ASCII);

  private static final int FLAGS = FileCalls.O_RDWR | FileCalls.O_NOCTTY | FileCalls.O_CLOEXEC;

  /** What {@link #foreground} gives where there is no terminal. */
  private static final int NONE = -1;

  private ControllingTerminal() {}

  /** Whether there is one. */
  public static boolean exists() {
    return foreground() != NONE;
  }

  /**
   * Whether the terminal may have sent a signal that this process received, since it sends it to
   * the whole foreground group. In the foreground, a signal from another process looks the same.
   */
  static boolean sends(ProcessSignal signal) {
    return switch (signal) {
      case INT, QUIT, HUP, WINCH -> isOurs();
      default -> false;
    };
  }

  /**
   * Whether this process is in its foreground group; true as well when the terminal is gone, since
   * the group then receives SIGHUP.
   */
  private static boolean isOurs() {
    return TerminalCalls.isOwn(foreground());
  }

  private static int foreground() {
    int terminal = FileCalls.open(NAME, FLAGS);
    if (terminal < 0) {
      return NONE;
    }
    int group = TerminalCalls.foregroundGroup(terminal);
    return FileCalls.close(terminal) ? Math.max(group, 0) : NONE;
  }
}
