package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Calls about processes: reaping children by waitpid(2), and with PR_SET_CHILD_SUBREAPER of
 * prctl(2) also orphans. Java's own thread waits for the processes that Java started and for no
 * others, so neither takes one from the other.
 */
public final class ProcessCalls {

  private static final int ANY = -1;
  private static final int WNOHANG = 1;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int CLOCK_BOOTTIME = 7;
  private static final double NANOS = 1e9;

  private static final CFunction WAITPID = new CFunction("waitpid");
  private static final CFunction PRCTL = new CFunction("prctl");
  private static final CFunction CLOCK_GETTIME = new CFunction("clock_gettime");

  private ProcessCalls() {}

  /** A process that has ended; {@code code} is what a shell reports: 128 + n for signal n. */
  public record Exited(int pid, int code) {}

  /** Makes orphans among the descendants children of this process, as they are of process 1. */
  public static void adoptOrphans() {
    // A kernel that refuses leaves the orphans to process 1.
    int ignored = PRCTL.call(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  }

  /** Waits until a child ends and reaps it; null where there is none. */
  public static @Nullable Exited waitForChild() {
    return reap(0);
  }

  /** Reaps a child that has ended; null where there is none. */
  public static @Nullable Exited reapChild() {
    return reap(WNOHANG);
  }

  private static @Nullable Exited reap(int options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(JAVA_INT);
      while (true) {
        int pid = WAITPID.callForErrno(ANY, status.address(), options);
        if (pid > 0) {
          return new Exited(pid, code(status.get(JAVA_INT, 0)));
        }
        if (pid != -Errno.EINTR) {
          return null;
        }
      }
    }
  }

  /** WIFEXITED, WEXITSTATUS and WTERMSIG of wait(2), which are macros. */
  private static int code(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
  }

  /** The seconds since the boot, by the clock that stamps the start of each process. */
  public static double secondsSinceBoot() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(JAVA_LONG, 2);
      int status = CLOCK_GETTIME.call(CLOCK_BOOTTIME, time.address());
      if (status != 0) {
        throw new IllegalStateException("clock_gettime gave " + status);
      }
      return time.getAtIndex(JAVA_LONG, 0) + time.getAtIndex(JAVA_LONG, 1) / NANOS;
    }
  }
}
