package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Calls about terminals: their size, their foreground process group, how they treat keys, and
 * whether they are gone.
 */
public final class TerminalCalls {

  // ioctl_tty(2) and poll(2), as on every Linux that Java runs on.
  private static final long TIOCGWINSZ = 0x5413;
  private static final short POLLIN = 1;
  private static final short POLLERR = 8;
  private static final short POLLHUP = 16;

  // struct termios of termios(3); c_lflag and two of the control characters matter here.
  private static final int TERMIOS_BYTES = 60;
  private static final int LOCAL_MODES = 12;
  private static final int SHORTEST_TIME = 17 + 5;
  private static final int FEWEST_BYTES = 17 + 6;
  private static final int ICANON = 2;
  private static final int ECHO = 8;
  private static final int TCSANOW = 0;

  private static final CFunction TCGETATTR = new CFunction("tcgetattr");
  private static final CFunction TCSETATTR = new CFunction("tcsetattr");
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

  /** How a terminal treats keys, for {@link #setModes}; null where the descriptor is none. */
  public static byte @Nullable [] modes(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment modes = arena.allocate(TERMIOS_BYTES, 8);
      return TCGETATTR.call(descriptor, modes.address()) == 0 ? modes.toArray(JAVA_BYTE) : null;
    }
  }

  /** The same modes with keys that arrive one by one and are not shown; signals stay. */
  public static byte[] keyByKey(byte[] modes) {
    MemorySegment changed = MemorySegment.ofArray(modes.clone());
    int local = changed.get(JAVA_INT_UNALIGNED, LOCAL_MODES);
    changed.set(JAVA_INT_UNALIGNED, LOCAL_MODES, local & ~(ICANON | ECHO));
    changed.set(JAVA_BYTE, SHORTEST_TIME, (byte) 0);
    changed.set(JAVA_BYTE, FEWEST_BYTES, (byte) 1);
    return changed.toArray(JAVA_BYTE);
  }

  /** Sets how a terminal treats keys; the process has to be in its foreground. */
  public static void setModes(int descriptor, byte[] modes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(TERMIOS_BYTES, 8).copyFrom(MemorySegment.ofArray(modes));
      TCSETATTR.call(descriptor, TCSANOW, copy.address());
    }
  }

  /** Waits until there is something to read; false when there is nothing in time. */
  public static boolean awaitInput(int descriptor, int millis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment poll = arena.allocate(JAVA_INT, 2);
      poll.setAtIndex(JAVA_INT, 0, descriptor);
      poll.setAtIndex(JAVA_SHORT, 2, POLLIN);
      int found = POLL.call(poll.address(), 1, millis);
      return found > 0 && (poll.getAtIndex(JAVA_SHORT, 3) & POLLIN) != 0;
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
