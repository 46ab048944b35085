package io.noetl.runtime.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A function of the C library that this process runs on; looked up when it is first called. Its
 * arguments are integers and addresses, six at most.
 *
 * <p>All functions are called with the same signature, six arguments of 64 bits, since the JVM
 * generates a dozen classes for each further signature. On 64-bit Linux an argument takes a
 * register or slot of 64 bits, an {@code int} with its sign extended, and a function ignores
 * arguments that it does not declare.
 */
@SuppressWarnings("restricted") // the launcher allows native access
final class CFunction {

  private static final int ARGUMENTS = 6;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle CALL =
      LINKER.downcallHandle(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.captureCallState("errno"));

  /** Receives the error number of calls that do not read it. */
  private static final MemorySegment UNREAD = Arena.global().allocate(STATE);

  private final String name;
  private @Nullable MemorySegment symbol;

  /** A function of this name. */
  CFunction(String name) {
    this.name = name;
  }

  /** Calls the function; gives its result, of type {@code int}. */
  int call(long... arguments) {
    return (int) callLong(arguments);
  }

  /** Calls the function; gives its result, an address or of type {@code long}. */
  long callLong(long... arguments) {
    return call(UNREAD, arguments);
  }

  /** Calls the function; gives its result, or its error number below 0 where that is -1. */
  int callForErrno(long... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      int result = (int) call(state, arguments);
      return result == -1 ? -state.get(JAVA_INT, 0) : result;
    }
  }

  private long call(MemorySegment state, long... arguments) {
    long[] all = Arrays.copyOf(arguments, ARGUMENTS);
    try {
      return (long)
          CALL.invokeExact(address(), state, all[0], all[1], all[2], all[3], all[4], all[5]);
    } catch (Throwable thrown) {
      // The handle declares every Throwable; a function of C throws none.
      throw new IllegalStateException("a call of the C library failed", thrown);
    }
  }

  /** The address of the function; two threads that ask at the same time may both look it up. */
  MemorySegment address() {
    MemorySegment found = symbol;
    if (found == null) {
      found =
          LINKER
              .defaultLookup()
              .find(name)
              .orElseThrow(() -> new IllegalStateException("this C library has no " + name));
      symbol = found;
    }
    return found;
  }
}
