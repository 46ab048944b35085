package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Calls about files and descriptors; a path is bytes, which need not be UTF-8. */
public final class FileCalls {

  // Flags of open(2), the same on every architecture that Java runs on.
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_NOCTTY = 0x100;
  public static final int O_CLOEXEC = 0x80000;

  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int F_OK = 0;
  private static final int X_OK = 1;

  private static final CFunction OPEN = new CFunction("open");
  private static final CFunction CLOSE = new CFunction("close");
  private static final CFunction READ = new CFunction("read");
  private static final CFunction WRITE = new CFunction("write");
  private static final CFunction PIPE2 = new CFunction("pipe2");
  private static final CFunction DUP2 = new CFunction("dup2");
  private static final CFunction DUP3 = new CFunction("dup3");
  private static final CFunction FCNTL = new CFunction("fcntl");
  private static final CFunction ACCESS = new CFunction("access");

  private FileCalls() {}

  /** The path of the device that is empty and takes everything. */
  public static byte[] nullDevice() {
    return "/dev/null".getBytes(StandardCharsets.US_ASCII);
  }

  /** The two descriptors of a pipe. */
  public record Pipe(int readEnd, int writeEnd) {}

  /** Opens a file; gives its descriptor, or -1 when that fails. */
  public static int open(byte[] path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return OPEN.call(string(path, arena).address(), flags);
    }
  }

  /** Closes a descriptor; false when that fails. */
  public static boolean close(int descriptor) {
    return CLOSE.call(descriptor) == 0;
  }

  /** Writes bytes at once; false when not all of them were written. */
  public static boolean write(int descriptor, byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, bytes);
      long written = WRITE.callLong(descriptor, text.address(), bytes.length);
      return written == bytes.length;
    }
  }

  /** Reads the available bytes, up to a limit; empty at the end of a file and after an error. */
  public static byte[] read(int descriptor, int limit) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(limit);
      long length = READ.callLong(descriptor, buffer.address(), limit);
      return length <= 0 ? new byte[0] : buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }
  }

  /** Waits until an event descriptor was written to, see eventfd(2); false when that fails. */
  public static boolean awaitEvent(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_LONG);
      return READ.callLong(descriptor, count.address(), JAVA_LONG.byteSize()) > 0;
    }
  }

  /** A pipe that children of this process do not inherit; null when there can be none. */
  public static @Nullable Pipe pipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      return PIPE2.call(ends.address(), O_CLOEXEC) == 0
          ? new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1))
          : null;
    }
  }

  /** Has a second descriptor mean the same as the first; children inherit it. */
  public static boolean duplicateTo(int descriptor, int second) {
    return DUP2.call(descriptor, second) >= 0;
  }

  /** The same for two that differ, with {@link #O_CLOEXEC} or 0. */
  static boolean duplicateTo(int descriptor, int second, int flags) {
    return DUP3.call(descriptor, second, flags) >= 0;
  }

  /**
   * Another descriptor for the same, which children do not inherit; -1 when that fails.
   *
   * @param lowest the smallest number that it may have
   */
  public static int duplicate(int descriptor, int lowest) {
    return FCNTL.call(descriptor, F_DUPFD_CLOEXEC, lowest);
  }

  /** Whether there is a file that this process may execute, or a directory that it may enter. */
  public static boolean isExecutable(byte[] path) {
    return access(path, X_OK);
  }

  /** Whether there is such a file. */
  public static boolean exists(byte[] path) {
    return access(path, F_OK);
  }

  private static boolean access(byte[] path, int mode) {
    try (Arena arena = Arena.ofConfined()) {
      return ACCESS.call(string(path, arena).address(), mode) == 0;
    }
  }

  /** A string of C, which ends with a NUL. */
  static MemorySegment string(byte[] bytes, Arena arena) {
    MemorySegment string = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
    return string;
  }
}
