package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Calls about signals: sending, ignoring and handling them. */
public final class SignalCalls {

  private static final long SIG_IGN = 1;

  private static final int EFD_CLOEXEC = 0x80000;

  /** sizeof(struct sigaction) with room to spare; the handler is its first field. */
  private static final long SIGACTION_BYTES = 256;

  /** Where glibc has sa_flags of struct sigaction: after the handler and 1024 bits of mask. */
  private static final long SA_FLAGS = 8 + 128;

  private static final int SA_RESTART = 0x10000000;

  private static final CFunction KILL = new CFunction("kill");
  private static final CFunction RAISE = new CFunction("raise");
  private static final CFunction SIGNAL = new CFunction("signal");
  private static final CFunction SIGACTION = new CFunction("sigaction");
  private static final CFunction EVENTFD = new CFunction("eventfd");
  private static final CFunction EVENTFD_WRITE = new CFunction("eventfd_write");

  private SignalCalls() {}

  /**
   * Sends a signal as kill(2) does; signal 0 only checks.
   *
   * @param target a process, or below 0 the process group {@code -target}
   * @return 0 or the error number
   */
  public static int send(int target, int signal) {
    return -KILL.callForErrno(target, signal);
  }

  /** Whether there is such a process or group, zombies included. */
  public static boolean exists(int target) {
    return send(target, 0) != Errno.ESRCH;
  }

  /** Sends this process a signal that it does not handle: Java raises only those that it does. */
  public static void raise(int signal) {
    int status = RAISE.call(signal);
    if (status != 0) {
      throw new IllegalStateException("raise gave " + status);
    }
  }

  /** Has this process ignore a signal. */
  public static void ignore(int signal) {
    long ignored = SIGNAL.callLong(signal, SIG_IGN);
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
      int event = EVENTFD.call(0, EFD_CLOEXEC);
      if (event < 0 || !FileCalls.duplicateTo(event, signal, FileCalls.O_CLOEXEC)) {
        // The handler would write into whatever that descriptor is.
        return false;
      }
      MemorySegment action = arena.allocate(SIGACTION_BYTES, 16);
      action.set(JAVA_LONG, 0, EVENTFD_WRITE.address().address());
      action.set(JAVA_INT, SA_FLAGS, SA_RESTART);
      return SIGACTION.call(signal, action.address(), 0) == 0;
    }
  }
}
