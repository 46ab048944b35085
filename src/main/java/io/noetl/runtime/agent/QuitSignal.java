package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * SIGQUIT, which the JVM keeps for its own thread dump and gives to nobody. Its handler becomes
 * eventfd_write(3) of the C library, by sigaction(2): a plain write, which signal-safety(7) allows.
 * The kernel calls it with the signal's number, 3, so it writes to descriptor 3, which the launcher
 * keeps free and which becomes an eventfd(2).
 */
final class QuitSignal {

  /** The descriptor whose number is the signal's. */
  static final int DESCRIPTOR = ProcessSignal.QUIT.number();

  private static final int CLOSE_ON_EXEC = 0x80000;

  /** sizeof(struct sigaction) with room to spare; the handler is its first field. */
  private static final long ACTION = 256;

  /** Where glibc has sa_flags of struct sigaction: after the handler and 1024 bits of mask. */
  private static final long FLAGS = 8 + 128;

  private static final int RESTART = 0x10000000;

  private static final FunctionDescriptor TWO_NUMBERS =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENT = CLibrary.function("eventfd", TWO_NUMBERS);
  private static final MethodHandle DUPLICATE =
      CLibrary.function("dup3", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      CLibrary.function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle HANDLE =
      CLibrary.function("sigaction", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

  private QuitSignal() {}

  /** Runs {@code action} whenever the signal comes; descriptor 3 has to be free for it. */
  static void on(Runnable action) {
    try (Arena arena = Arena.ofConfined()) {
      int event = (int) EVENT.invokeExact(0, CLOSE_ON_EXEC);
      int placed = (int) DUPLICATE.invokeExact(event, DESCRIPTOR, CLOSE_ON_EXEC);
      MemorySegment handler = arena.allocate(ACTION, 16);
      handler.set(ADDRESS, 0, CLibrary.symbol("eventfd_write"));
      handler.set(JAVA_INT, FLAGS, RESTART);
      int set = (int) HANDLE.invokeExact(DESCRIPTOR, handler, MemorySegment.NULL);
      if (event < 0 || placed < 0 || set != 0) {
        return;
      }
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
    Thread.ofPlatform().name("quit-signal").daemon().start(() -> listen(action));
  }

  private static void listen(Runnable action) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_LONG);
      while ((long) READ.invokeExact(DESCRIPTOR, count, JAVA_LONG.byteSize()) > 0) {
        action.run();
      }
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }
}
