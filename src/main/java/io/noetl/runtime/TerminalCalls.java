package io.noetl.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The C library, for what Java does not do with a terminal. */
@SuppressWarnings("restricted") // the launcher allows native access
final class TerminalCalls {

  private static final int STANDARD_OUTPUT = 1;

  // ioctl_tty(2) and poll(2), as on every Linux that Java runs on.
  private static final long GET_WINDOW_SIZE = 0x5413;
  private static final short ERROR = 8;
  private static final short HUNG_UP = 16;

  /** The signal of Ctrl-Z, as on every Linux that Java runs on. */
  private static final int TERMINAL_STOP = 20;

  private static final MethodHandle IOCTL =
      function(
          "ioctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle POLL =
      function(
          "poll",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));

  private static final MethodHandle RAISE =
      function("raise", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private static final MethodHandle FOREGROUND_GROUP =
      function("tcgetpgrp", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle OWN_GROUP =
      function("getpgrp", FunctionDescriptor.of(ValueLayout.JAVA_INT));

  private TerminalCalls() {}

  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    MemorySegment symbol = linker.defaultLookup().find(name).orElseThrow();
    return linker.downcallHandle(symbol, descriptor, options);
  }

  /** Rows (0) or columns (1) of the terminal; 0 where there is none. */
  static int size(int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
      int status = (int) IOCTL.invokeExact(STANDARD_OUTPUT, GET_WINDOW_SIZE, size);
      return status == 0 ? size.getAtIndex(ValueLayout.JAVA_SHORT, index) & 0xffff : 0;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  /** Whether the reader of the pipe, or the terminal, has gone. */
  static boolean isClosed() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment asked = arena.allocate(ValueLayout.JAVA_INT, 2);
      asked.setAtIndex(ValueLayout.JAVA_INT, 0, STANDARD_OUTPUT);
      int found = (int) POLL.invokeExact(asked, 1L, 0);
      int events = asked.getAtIndex(ValueLayout.JAVA_SHORT, 3);
      return found > 0 && (events & (ERROR | HUNG_UP)) != 0;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  /** Whether the terminal is this process's; also where it is nobody's, or none of this session. */
  static boolean isInForeground() {
    try {
      int group = (int) FOREGROUND_GROUP.invokeExact(STANDARD_OUTPUT);
      return group <= 0 || group == (int) OWN_GROUP.invokeExact();
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  /** Stops this process as Ctrl-Z does by itself; returns when it goes on. */
  static void stop() {
    raise(TERMINAL_STOP);
  }

  /** Sends this process a signal that it does not handle: Java raises only those that it does. */
  static void raise(int signal) {
    try {
      int status = (int) RAISE.invokeExact(signal);
      if (status != 0) {
        throw new IllegalStateException("raise gave " + status);
      }
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  private static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException("a call of the C library failed", thrown);
  }
}
