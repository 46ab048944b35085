package io.noetl.runtime.agent;

import io.noetl.runtime.posix.Errno;
import io.noetl.runtime.posix.FileActions;
import io.noetl.runtime.posix.FileCalls;
import io.noetl.runtime.posix.Spawn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Has a child killed when this process is gone without a word. A shell in a session of its own
 * reads a pipe of which this process alone has the other end: first whom to kill, then either that
 * nobody is to be killed, or its end.
 */
final class OrphanWatchdog {

  private static final String SHELL = "/bin/sh";
  private static final String SCRIPT =
      "cd /; read -r target && { read -r over || kill -KILL \"$target\"; }";

  private static final byte[] NULL_DEVICE = bytes("/dev/null");
  private static final int NONE = -1;

  /** Nobody ends the shell but this process. */
  private static final long ALL_SIGNALS = -1;

  private final int end;

  private OrphanWatchdog(int end) {
    this.end = end;
  }

  /**
   * Starts the shell where a child is not to outlive this process, before there is that child.
   *
   * @throws ChildStartException when it cannot be started
   */
  static OrphanWatchdog start(OrphanPolicy orphan) {
    if (orphan == OrphanPolicy.KEEP) {
      return new OrphanWatchdog(NONE);
    }
    FileCalls.Pipe pipe = FileCalls.pipe();
    if (pipe == null) {
      throw new ChildStartException(SHELL, "no pipe", true);
    }
    int pid = shell(pipe.readEnd());
    if (!FileCalls.close(pipe.readEnd()) || pid < 0) {
      throw new ChildStartException(SHELL, Errno.message(-pid), true);
    }
    return new OrphanWatchdog(pipe.writeEnd());
  }

  private static int shell(int read) {
    List<byte[]> command = List.of(bytes(SHELL), bytes("-c"), bytes(SCRIPT), bytes("orphan"));
    return new Spawn(ALL_SIGNALS, 0, Spawn.Group.OWN_SESSION, actions -> describe(actions, read))
        .start(command, List.of());
  }

  /** It keeps nothing open that the caller, or somebody who reads from the child, waits for. */
  private static void describe(FileActions actions, int read) {
    actions.duplicate(read, 0);
    actions.open(1, NULL_DEVICE, FileCalls.O_WRONLY);
    actions.open(2, NULL_DEVICE, FileCalls.O_WRONLY);
    actions.closeFrom(3);
  }

  /** Has the child killed, or its group, if this process goes now. */
  void arm(ChildProcess child) {
    say(child.target() + "\n");
  }

  /** Has nobody killed any more; the shell ends. */
  void disarm() {
    say("over\n");
    if (end != NONE) {
      FileCalls.close(end);
    }
  }

  /** Where somebody killed the shell nobody hears it, and the JVM takes the SIGPIPE. */
  private void say(String line) {
    if (end != NONE) {
      FileCalls.write(end, bytes(line));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
