package io.noetl.runtime.agent;

import io.noetl.runtime.posix.Errno;
import io.noetl.runtime.posix.FileActions;
import io.noetl.runtime.posix.FileCalls;
import io.noetl.runtime.posix.Spawn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Kills a child when this process dies without ending it, as by SIGKILL. A shell in its own session
 * reads a pipe whose other end only this process has: first the process or group to kill, then
 * either a line that disarms it, or the end of the pipe.
 */
final class OrphanWatchdog {

  private static final String SCRIPT =
      "cd /; read -r target && { read -r over || kill -KILL \"$target\"; }";

  private static final int NONE = -1;

  /** Only this process ends the shell. */
  private static final long ALL_SIGNALS = -1;

  private final int end;

  private OrphanWatchdog(int end) {
    this.end = end;
  }

  /**
   * Starts the shell where the policy is to kill, before the child is started.
   *
   * @throws ChildStartException when it cannot be started
   */
  static OrphanWatchdog start(OrphanPolicy orphan) {
    if (orphan == OrphanPolicy.KEEP) {
      return new OrphanWatchdog(NONE);
    }
    FileCalls.Pipe pipe = FileCalls.pipe();
    if (pipe == null) {
      throw new ChildStartException(ShellScript.SHELL, "no pipe", true);
    }
    int pid = shell(pipe.readEnd());
    if (!FileCalls.close(pipe.readEnd()) || pid < 0) {
      throw new ChildStartException(ShellScript.SHELL, Errno.message(-pid), true);
    }
    return new OrphanWatchdog(pipe.writeEnd());
  }

  private static int shell(int read) {
    List<byte[]> command =
        List.of(bytes(ShellScript.SHELL), bytes("-c"), bytes(SCRIPT), bytes("orphan"));
    return new Spawn(ALL_SIGNALS, 0, Spawn.Group.OWN_SESSION, actions -> describe(actions, read))
        .start(command, List.of());
  }

  /** The shell keeps no descriptor of the caller open: a reader may wait for its end. */
  private static void describe(FileActions actions, int read) {
    actions.duplicate(read, 0);
    actions.open(1, FileCalls.nullDevice(), FileCalls.O_WRONLY);
    actions.open(2, FileCalls.nullDevice(), FileCalls.O_WRONLY);
    actions.closeFrom(3);
  }

  /** From now on the child, or its group, is killed when this process dies. */
  void arm(ChildProcess child) {
    write(child.target() + "\n");
  }

  /** From now on nothing is killed; the shell ends. */
  void disarm() {
    write("over\n");
    if (end != NONE) {
      FileCalls.close(end);
    }
  }

  /** Where the shell was killed this has no effect, and the JVM handles the SIGPIPE. */
  private void write(String line) {
    if (end != NONE) {
      FileCalls.write(end, bytes(line));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
