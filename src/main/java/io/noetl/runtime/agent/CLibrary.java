package io.noetl.runtime.agent;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Finds functions and variables of the C library that this process runs on. */
@SuppressWarnings("restricted") // the launcher allows native access
final class CLibrary {

  /** Where a call leaves its error number: the first argument of {@link #withErrorNumber}'s. */
  static final StructLayout STATE = Linker.Option.captureStateLayout();

  // errno(3), the few numbers that somebody asks for; they are the same on every Linux.
  static final int NO_SUCH_PROCESS = 3;
  static final int NO_SUCH_FILE = 2;
  static final int INTERRUPTED = 4;
  static final int NO_PROGRAM_FORMAT = 8;
  static final int NO_CHILD = 10;
  static final int NOT_A_DIRECTORY = 20;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
  private static final VarHandle ERROR_NUMBER = STATE.varHandle(PathElement.groupElement("errno"));

  private CLibrary() {}

  /** A function that returns its error number or has none. */
  static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(symbol(name), descriptor, options);
  }

  /** A function that leaves its error number in errno. */
  static MethodHandle withErrorNumber(
      String name, FunctionDescriptor descriptor, Linker.Option... more) {
    Linker.Option[] options = new Linker.Option[more.length + 1];
    options[0] = Linker.Option.captureCallState("errno");
    System.arraycopy(more, 0, options, 1, more.length);
    return LINKER.downcallHandle(symbol(name), descriptor, options);
  }

  static MemorySegment symbol(String name) {
    return SYMBOLS
        .find(name)
        .orElseThrow(() -> new IllegalStateException("this C library has no " + name));
  }

  static int errorNumber(MemorySegment state) {
    return (int) ERROR_NUMBER.get(state, 0L);
  }

  /** A call through a handle declares every Throwable; a function of C throws none. */
  static IllegalStateException impossible(Throwable thrown) {
    return new IllegalStateException("a call of the C library failed", thrown);
  }
}
