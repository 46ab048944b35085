package io.noetl.runtime.posix;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A function of the C library that this process runs on; looked up when it is first called. */
@SuppressWarnings("restricted") // the launcher allows native access
final class CFunction {

  /** Where a call leaves its error number: the first argument of {@link #withErrno}'s handle. */
  static final StructLayout STATE = Linker.Option.captureStateLayout();

  private static final Linker LINKER = Linker.nativeLinker();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private final String name;
  private final FunctionDescriptor descriptor;
  private final Linker.Option[] options;
  private @Nullable MethodHandle handle;

  private CFunction(String name, FunctionDescriptor descriptor, Linker.Option... options) {
    this.name = name;
    this.descriptor = descriptor;
    this.options = options;
  }

  /** A function with a result of type {@code int}. */
  static CFunction of(String name, MemoryLayout... arguments) {
    return of(name, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  /** A function with another result, or with a variable number of arguments. */
  static CFunction of(String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return new CFunction(name, descriptor, options);
  }

  /** A function with a result of type {@code int} whose error number is needed. */
  static CFunction withErrno(String name, MemoryLayout... arguments) {
    return new CFunction(
        name,
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /** Calls the function; two threads that ask at the same time may each make one. */
  MethodHandle handle() {
    MethodHandle linked = handle;
    if (linked == null) {
      linked = LINKER.downcallHandle(symbol(name), descriptor, options);
      handle = linked;
    }
    return linked;
  }

  /** The address of a function. */
  static MemorySegment symbol(String name) {
    return LINKER
        .defaultLookup()
        .find(name)
        .orElseThrow(() -> new IllegalStateException("this C library has no " + name));
  }

  /** The error number that a call left. */
  static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  /** A call through a handle declares every Throwable; a function of C throws none. */
  static IllegalStateException failed(Throwable thrown) {
    return new IllegalStateException("a call of the C library failed", thrown);
  }
}
