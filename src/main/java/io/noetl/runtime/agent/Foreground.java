package io.noetl.runtime.agent;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** Asks the terminal that is standard input whom it signals, by tcgetpgrp(3). */
final class Foreground {

  private static final int STANDARD_INPUT = 0;

  private static final MethodHandle SIGNALLED =
      CLibrary.function("tcgetpgrp", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle OWN =
      CLibrary.function("getpgrp", FunctionDescriptor.of(JAVA_INT));

  private Foreground() {}

  /** Whether that is the group of this process; also of a terminal that is gone, which told it. */
  static boolean isOwnGroup() {
    try {
      int group = (int) SIGNALLED.invokeExact(STANDARD_INPUT);
      return group <= 0 || group == (int) OWN.invokeExact();
    } catch (Throwable thrown) {
      throw CLibrary.impossible(thrown);
    }
  }
}
