package io.noetl.runtime.agent;

import io.noetl.runtime.posix.SignalCalls;

/**
 * Signals that the caller ignores. The JVM handles some of them for itself; a child ignores only
 * what its parent ignores when it starts.
 */
final class IgnoredSignals {

  /** The first real-time signal: the JVM leaves these as they are. */
  private static final int REAL_TIME = 32;

  /**
   * The JVM needs ILL, TRAP, BUS, FPE and SEGV at any time, and a child cannot be waited for while
   * CHLD is ignored.
   */
  private static final long NEEDED = 1L << 3 | 1L << 4 | 1L << 6 | 1L << 7 | 1L << 10 | 1L << 16;

  private IgnoredSignals() {}

  /** Has this process ignore them as well. */
  static void set(long mask) {
    for (int number = 1; number < REAL_TIME; number++) {
      if (((mask & ~NEEDED) >> (number - 1) & 1) != 0) {
        SignalCalls.ignore(number);
      }
    }
  }
}
