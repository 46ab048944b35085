package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/** Calls about terminals: their size, their foreground process group, and whether they are gone. */
public final class TerminalCalls {

  // ioctl_tty(2) and poll(2), as on every Linux that Java runs on.
  private static final long TIOCGWINSZ = 0x5413;
  private static final short POLLERR = 8;
  private static final short POLLHUP = 16;

  private static final CFunction IOCTL =
      CFunction.of(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final CFunction POLL = CFunction.of("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final CFunction TCGETPGRP = CFunction.of("tcgetpgrp", JAVA_INT);
  private static final CFunction GETPGRP = CFunction.of("getpgrp");

  private TerminalCalls() {}

  /** The height of a terminal; 0 where the descriptor is no terminal. */
  public static int rows(int descriptor) {
    return size(descriptor, 0);
  }

  /** The width of a terminal; 0 where the descriptor is no terminal. */
  public static int columns(int descriptor) {
    return size(descriptor, 1);
  }

  /** A field of struct winsize. */
  private static int size(int descriptor, int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(JAVA_SHORT, 4);
      int status = (int) IOCTL.handle().invokeExact(descriptor, TIOCGWINSZ, size);
      return status == 0 ? size.getAtIndex(JAVA_SHORT, index) & 0xffff : 0;
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** Whether the reader of a pipe, or the terminal, has gone. */
  public static boolean isHungUp(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      // A struct pollfd: the descriptor, and two short integers for events.
      MemorySegment poll = arena.allocate(JAVA_INT, 2);
      poll.setAtIndex(JAVA_INT, 0, descriptor);
      int found = (int) POLL.handle().invokeExact(poll, 1L, 0);
      int events = poll.getAtIndex(JAVA_SHORT, 3);
      return found > 0 && (events & (POLLERR | POLLHUP)) != 0;
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** The foreground process group of a terminal; below 1 where there is none. */
  public static int foregroundGroup(int descriptor) {
    try {
      return (int) TCGETPGRP.handle().invokeExact(descriptor);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** The process group of this process. */
  public static int ownGroup() {
    try {
      return (int) GETPGRP.handle().invokeExact();
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }
}
