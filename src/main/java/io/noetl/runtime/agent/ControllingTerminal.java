package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * The terminal that controls the session of this process, whatever its standard streams are. It
 * sends signals to its foreground group, and stops others that read from it.
 */
public final class ControllingTerminal {

  private static final String NAME = "/dev/tty";

  // O_RDWR, O_NOCTTY and O_CLOEXEC of open(2).
  private static final int FLAGS = 2 | 0x100 | 0x80000;

  private static final MethodHandle OPEN =
      CLibrary.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle SIGNALLED =
      CLibrary.function("tcgetpgrp", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle OWN =
      CLibrary.function("getpgrp", FunctionDescriptor.of(JAVA_INT));

  /** What {@link #foreground} gives where there is no terminal. */
  private static final int NONE = -1;

  private ControllingTerminal() {}

  /** Whether there is one. */
  public static boolean exists() {
    return foreground() != NONE;
  }

  /**
   * Whether a signal that came to this process may be its own, which it sends to the whole
   * foreground group. What somebody sends to this process alone meanwhile cannot be told from that;
   * in the background it can.
   */
  static boolean sends(ProcessSignal signal) {
    return switch (signal) {
      case INT, QUIT, HUP, WINCH -> isOurs();
      default -> false;
    };
  }

  /**
   * Whether this process is in its foreground group; also where it is gone, since it tells that to
   * the group by SIGHUP.
   */
  private static boolean isOurs() {
    try {
      int group = foreground();
      return group <= 0 || group == (int) OWN.invokeExact();
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  private static int foreground() {
    try (Arena arena = Arena.ofConfined()) {
      int terminal = (int) OPEN.invokeExact(arena.allocateFrom(NAME), FLAGS);
      if (terminal < 0) {
        return NONE;
      }
      int group = (int) SIGNALLED.invokeExact(terminal);
      int closed = (int) CLOSE.invokeExact(terminal);
      return closed == 0 ? Math.max(group, 0) : NONE;
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }
}
