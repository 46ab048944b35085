package io.noetl.runtime;

import io.noetl.runtime.cli.Screen;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Standard output of this process, asked through the C library; loaded by what watches only. */
@SuppressWarnings("restricted") // the launcher allows native access
final class ProcessScreen implements Screen {

  private static final int STANDARD_OUTPUT = 1;

  // ioctl_tty(2) and poll(2), as on every Linux that Java runs on.
  private static final long GET_WINDOW_SIZE = 0x5413;
  private static final short ERROR = 8;
  private static final short HUNG_UP = 16;

  /** The two functions, looked up when the first of them is called. */
  private static final class Library {

    static final MethodHandle IOCTL =
        function(
            "ioctl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));
    static final MethodHandle POLL =
        function(
            "poll",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));

    private static MethodHandle function(
        String name, FunctionDescriptor descriptor, Linker.Option... options) {
      Linker linker = Linker.nativeLinker();
      MemorySegment symbol = linker.defaultLookup().find(name).orElseThrow();
      return linker.downcallHandle(symbol, descriptor, options);
    }
  }

  @Override
  public int columns() {
    return size(1);
  }

  @Override
  public int rows() {
    return size(0);
  }

  private int size(int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
      int status = (int) Library.IOCTL.invokeExact(STANDARD_OUTPUT, GET_WINDOW_SIZE, size);
      return status == 0 ? size.getAtIndex(ValueLayout.JAVA_SHORT, index) & 0xffff : 0;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  @Override
  public boolean isClosed() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment asked = arena.allocate(ValueLayout.JAVA_INT, 2);
      asked.setAtIndex(ValueLayout.JAVA_INT, 0, STANDARD_OUTPUT);
      int found = (int) Library.POLL.invokeExact(asked, 1L, 0);
      int events = asked.getAtIndex(ValueLayout.JAVA_SHORT, 3);
      return found > 0 && (events & (ERROR | HUNG_UP)) != 0;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  private static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException("a call of the C library failed", thrown);
  }
}
