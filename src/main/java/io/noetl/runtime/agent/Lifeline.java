package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/**
 * Has a child killed when this process is gone without a word. A shell in a session of its own
 * reads a pipe of which this process alone has the other end: first whom to kill, then either that
 * nobody is to be killed, or its end.
 */
final class Lifeline {

  private static final String SHELL = "/bin/sh";
  private static final String SCRIPT =
      "cd /; read -r target && { read -r over || kill -KILL \"$target\"; }";

  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int WRITE = 1;
  private static final int NONE = -1;

  /** Nobody ends the shell but this process. */
  private static final long ALL_SIGNALS = -1;

  private static final MethodHandle PIPE =
      CLibrary.function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SEND =
      CLibrary.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD_DUPLICATE =
      CLibrary.function(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD_OPEN =
      CLibrary.function(
          "posix_spawn_file_actions_addopen",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD_CLOSE_FROM =
      CLibrary.function(
          "posix_spawn_file_actions_addclosefrom_np",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  private final int end;

  private Lifeline(int end) {
    this.end = end;
  }

  /**
   * Starts the shell where a child is not to outlive this process, before there is that child.
   *
   * @throws ChildStartException when it cannot be started
   */
  static Lifeline of(Orphan orphan) {
    if (orphan == Orphan.KEEP) {
      return new Lifeline(NONE);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      if ((int) PIPE.invokeExact(ends, CLOSE_ON_EXEC) != 0) {
        throw new ChildStartException(SHELL, "no pipe", true);
      }
      int read = ends.getAtIndex(JAVA_INT, 0);
      int pid = shell(read);
      int closed = (int) CLOSE.invokeExact(read);
      if (pid < 0 || closed != 0) {
        throw new ChildStartException(SHELL, Spawn.reason(-pid), true);
      }
      return new Lifeline(ends.getAtIndex(JAVA_INT, 1));
    } catch (ChildStartException impossible) {
      throw impossible;
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  private static int shell(int read) {
    List<byte[]> command = List.of(bytes(SHELL), bytes("-c"), bytes(SCRIPT), bytes("orphan"));
    Inheritance nothing =
        new Inheritance(command, List.of(), new TreeSet<>(), Inheritance.HERE, ALL_SIGNALS, 0);
    return new Spawn(nothing, actions -> describe(actions, read), Spawn.SET_SESSION)
        .start(command, nothing.variables());
  }

  /** It keeps nothing open that the caller, or somebody who reads from the child, waits for. */
  private static int describe(MemorySegment actions, int read) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nothing = arena.allocateFrom("/dev/null");
      return (int) ADD_DUPLICATE.invokeExact(actions, read, 0)
          | (int) ADD_OPEN.invokeExact(actions, 1, nothing, WRITE, 0)
          | (int) ADD_OPEN.invokeExact(actions, 2, nothing, WRITE, 0)
          | (int) ADD_CLOSE_FROM.invokeExact(actions, 3);
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  /** Has the child killed, or its group, if this process goes now. */
  void hold(ChildProcess child) {
    say(child.target() + "\n");
  }

  /** Has nobody killed any more; the shell ends. */
  void letGo() {
    say("over\n");
    if (end != NONE) {
      try {
        int ignored = (int) CLOSE.invokeExact(end);
      } catch (Throwable thrown) {
        throw CLibrary.impossible(thrown);
      }
    }
  }

  /** Where somebody killed the shell nobody hears it, and the JVM takes the SIGPIPE. */
  private void say(String line) {
    if (end == NONE) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = bytes(line);
      MemorySegment text = arena.allocate(bytes.length);
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, text, 0, bytes.length);
      long ignored = (long) SEND.invokeExact(end, text, (long) bytes.length);
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
