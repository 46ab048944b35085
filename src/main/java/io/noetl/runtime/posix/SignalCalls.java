package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;

/** Calls about signals: sending, ignoring and handling them. */
public final class SignalCalls {

  private static final MemorySegment SIG_IGN = MemorySegment.ofAddress(1);

  private static final int EFD_CLOEXEC = 0x80000;

  /** sizeof(struct sigaction) with room to spare; the handler is its first field. */
  private static final long SIGACTION_BYTES = 256;

  /** Where glibc has sa_flags of struct sigaction: after the handler and 1024 bits of mask. */
  private static final long SA_FLAGS = 8 + 128;

  private static final int SA_RESTART = 0x10000000;

  private static final CFunction KILL = CFunction.withErrno("kill", JAVA_INT, JAVA_INT);
  private static final CFunction RAISE = CFunction.of("raise", JAVA_INT);
  private static final CFunction SIGNAL =
      CFunction.of("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
  private static final CFunction SIGACTION = CFunction.of("sigaction", JAVA_INT, ADDRESS, ADDRESS);
  private static final CFunction EVENTFD = CFunction.of("eventfd", JAVA_INT, JAVA_INT);

  private SignalCalls() {}

  /**
   * Sends a signal as kill(2) does; signal 0 only checks.
   *
   * @param target a process, or below 0 the process group {@code -target}
   * @return 0 or the error number
   */
  public static int send(int target, int signal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CFunction.STATE);
      int status = (int) KILL.handle().invokeExact(state, target, signal);
      return status == 0 ? 0 : CFunction.errno(state);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** Sends this process a signal that it does not handle: Java raises only those that it does. */
  public static void raise(int signal) {
    try {
      int status = (int) RAISE.handle().invokeExact(signal);
      if (status != 0) {
        throw new IllegalStateException("raise gave " + status);
      }
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /** Has this process ignore a signal. */
  public static void ignore(int signal) {
    try {
      MemorySegment ignored = (MemorySegment) SIGNAL.handle().invokeExact(signal, SIG_IGN);
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }

  /**
   * Has a signal write to the event descriptor that has the signal's number. The handler is
   * eventfd_write(3) itself, which the kernel calls with that number: a plain write, which
   * signal-safety(7) allows. {@link FileCalls#awaitEvent} reads what it writes.
   *
   * @return whether that worked
   */
  public static boolean writeToEvent(int signal) {
    try (Arena arena = Arena.ofConfined()) {
      int event = (int) EVENTFD.handle().invokeExact(0, EFD_CLOEXEC);
      boolean placed = FileCalls.duplicateTo(event, signal, FileCalls.O_CLOEXEC);
      MemorySegment action = arena.allocate(SIGACTION_BYTES, 16);
      action.set(ADDRESS, 0, CFunction.symbol("eventfd_write"));
      action.set(JAVA_INT, SA_FLAGS, SA_RESTART);
      int set = (int) SIGACTION.handle().invokeExact(signal, action, MemorySegment.NULL);
      return event >= 0 && placed && set == 0;
    } catch (Throwable thrown) {
      throw CFunction.failed(thrown);
    }
  }
}
