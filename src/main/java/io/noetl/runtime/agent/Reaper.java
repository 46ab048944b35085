package io.noetl.runtime.agent;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Takes leave of processes that have ended, by waitpid(2): children of this process, and with
 * PR_SET_CHILD_SUBREAPER of prctl(2) also what those leave behind. Java's own thread waits for the
 * processes that Java started and for no others, so neither takes one from the other.
 */
final class Reaper {

  /** A process that has ended; {@code code} is what a shell reports: 128 + n for signal n. */
  record Ended(int pid, int code) {}

  private static final int ANY = -1;
  private static final int WITHOUT_WAITING = 1;
  private static final int SET_CHILD_SUBREAPER = 36;

  private static final MethodHandle WAIT =
      CLibrary.withErrorNumber(
          "waitpid",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));

  private static final MethodHandle CONTROL =
      CLibrary.withErrorNumber(
          "prctl",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(1));

  private Reaper() {}

  /** Makes orphans among the descendants children of this process, as they are of process 1. */
  static void adoptOrphans() {
    try (Arena arena = Arena.ofConfined()) {
      // A kernel that refuses leaves the orphans to process 1.
      int ignored =
          (int)
              CONTROL.invokeExact(
                  arena.allocate(CLibrary.STATE), SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L);
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  /** Waits until a child ends; null where there is none. */
  static @Nullable Ended await() {
    return reap(0);
  }

  /** A child that has ended; null where there is none. */
  static @Nullable Ended poll() {
    return reap(WITHOUT_WAITING);
  }

  private static @Nullable Ended reap(int options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CLibrary.STATE);
      MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
      while (true) {
        int pid = (int) WAIT.invokeExact(state, ANY, status, options);
        if (pid > 0) {
          return new Ended(pid, code(status.get(ValueLayout.JAVA_INT, 0)));
        }
        if (pid == 0 || CLibrary.errorNumber(state) != CLibrary.INTERRUPTED) {
          return null;
        }
      }
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }

  /** WIFEXITED, WEXITSTATUS and WTERMSIG of wait(2), which are macros. */
  private static int code(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
  }
}
