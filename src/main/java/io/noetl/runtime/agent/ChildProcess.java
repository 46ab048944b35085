package io.noetl.runtime.agent;

import io.noetl.runtime.posix.Errno;
import io.noetl.runtime.posix.ProcessCalls;
import io.noetl.runtime.posix.Spawn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A child with the descriptors, variables and signals of the caller of this process.
 *
 * @param ownGroup whether it leads its own process group
 */
record ChildProcess(int pid, boolean ownGroup) {

  /**
   * Starts it.
   *
   * @param program how to call it in an error
   * @param changes variables to set; null to take one away
   * @throws ChildStartException when it cannot be started
   */
  static ChildProcess start(
      String program,
      Inheritance inheritance,
      ChildDescriptors descriptors,
      Map<String, @Nullable String> changes,
      boolean ownGroup) {
    IgnoredSignals.set(inheritance.ignored());
    Spawn spawn =
        new Spawn(
            inheritance.blocked(),
            inheritance.ignored(),
            ownGroup ? Spawn.Group.OWN : Spawn.Group.SAME,
            descriptors::describe);
    List<byte[]> variables = variables(inheritance.variables(), changes);
    int pid = spawn.start(inheritance.arguments(), variables);
    if (pid == -Errno.ENOEXEC) {
      List<byte[]> script = ShellScript.of(inheritance);
      pid = script == null ? pid : spawn.start(script, variables);
    }
    if (pid < 0) {
      int error = -pid;
      throw new ChildStartException(
          program, Errno.message(error), error != Errno.ENOENT && error != Errno.ENOTDIR);
    }
    return new ChildProcess(pid, ownGroup);
  }

  private static List<byte[]> variables(
      List<byte[]> callers, Map<String, @Nullable String> changes) {
    List<byte[]> entries = new ArrayList<>();
    for (byte[] entry : callers) {
      String text = new String(entry, StandardCharsets.ISO_8859_1);
      int equals = text.indexOf('=');
      if (equals < 0 || !changes.containsKey(text.substring(0, equals))) {
        entries.add(entry);
      }
    }
    changes.forEach((name, value) -> {
      if (value != null) {
        entries.add((name + "=" + value).getBytes(StandardCharsets.UTF_8));
      }
    });
    return entries;
  }

  /** Sends a signal to its group, or to itself where it shares that of this process. */
  void send(ProcessSignal signal) {
    signal.sendTo(target());
  }

  /** What kill(2) takes to reach its group, or itself where it shares that of this process. */
  int target() {
    return ownGroup ? -pid : pid;
  }

  /** The group that it leads; null where it shares that of this process. */
  @Nullable ProcessGroup group() {
    return ownGroup ? new ProcessGroup(pid) : null;
  }

  /** Waits for its end, and reaps the orphans that end meanwhile; gives its exit code. */
  int await() {
    while (true) {
      ProcessCalls.Exited reaped = ProcessCalls.waitForChild();
      if (reaped == null) {
        throw new IllegalStateException("process " + pid + " is not a child of this one");
      }
      if (reaped.pid() == pid) {
        return reaped.code();
      }
    }
  }
}
