package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Calls about terminals: their size, their foreground process group, and whether they are gone. */
public final class TerminalCalls {

  // ioctl_tty(2) and poll(2), as on every Linux that Java runs on.
  private static final long TIOCGWINSZ = 0x5413;
  private static final short POLLERR = 8;
  private static final short POLLHUP = 16;

  private static final CFunction IOCTL = new CFunction("ioctl");
  private static final CFunction POLL = new CFunction("poll");
  private static final CFunction TCGETPGRP = new CFunction("tcgetpgrp");
  private static final CFunction GETPGRP = new CFunction("getpgrp");

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
      int status = IOCTL.call(descriptor, TIOCGWINSZ, size.address());
      return status == 0 ? size.getAtIndex(JAVA_SHORT, index) & 0xffff : 0;
    }
  }

  /** Whether the reader of a pipe, or the terminal, has gone. */
  public static boolean isHungUp(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      // A struct pollfd: the descriptor, and two short integers for events.
      MemorySegment poll = arena.allocate(JAVA_INT, 2);
      poll.setAtIndex(JAVA_INT, 0, descriptor);
      int found = POLL.call(poll.address(), 1, 0);
      int events = poll.getAtIndex(JAVA_SHORT, 3);
      return found > 0 && (events & (POLLERR | POLLHUP)) != 0;
    }
  }

  /** The foreground process group of a terminal; below 1 where there is none. */
  public static int foregroundGroup(int descriptor) {
    return TCGETPGRP.call(descriptor);
  }

  /** Whether a foreground group is that of this process; true where there is none. */
  public static boolean isOwn(int foregroundGroup) {
    return foregroundGroup <= 0 || foregroundGroup == ownGroup();
  }

  /** The process group of this process. */
  private static int ownGroup() {
    return GETPGRP.call();
  }
}
