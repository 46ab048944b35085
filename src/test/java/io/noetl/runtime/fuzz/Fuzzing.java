package io.noetl.runtime.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What the fuzz targets share. A target is a class {@code …Fuzz} with one method {@code check}; its
 * inputs are the files in the directory {@code …FuzzInputs/check} beside it in the resources.
 */
public final class Fuzzing {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Buffers are made, however short the input is; the fuzzer's own hooks copy what they look at.
   */
  private static final long FIXED_BYTES = (System.getenv("JAZZER_FUZZ") == null ? 4L : 512L) << 20;

  private static final long BYTES_PER_BYTE = 4_096;

  private Fuzzing() {}

  /** The input as text; bytes that are no UTF-8 become replacement characters. */
  public static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  /**
   * Does the work, which may allocate no more memory than a multiple of the input's size. Memory is
   * counted exactly, unlike time, and what takes too long allocates too much nearly always.
   */
  public static <T> T bounded(byte[] input, Supplier<T> work) {
    if (isBounded(input, work)) {
      return work.get();
    }
    // The first run may load classes, which the fuzzer instruments.
    holds(isBounded(input, work), input.length + " bytes of input took too much memory");
    return work.get();
  }

  private static boolean isBounded(byte[] input, Supplier<?> work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      work.get();
    } catch (RuntimeException refused) {
      // It is thrown again where the result is asked for.
    }
    long spent = THREADS.getCurrentThreadAllocatedBytes() - before;
    return spent <= FIXED_BYTES + BYTES_PER_BYTE * input.length;
  }

  /** Fails with both values where they differ. */
  public static void same(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected <" + expected + "> but was <" + actual + ">");
    }
  }

  /** Fails with the detail where the property does not hold. */
  public static void holds(boolean property, String detail) {
    if (!property) {
      throw new AssertionError(detail);
    }
  }

  /** Whether a text has a character that could drive a terminal; line ends are let pass. */
  public static boolean drivesTerminal(String text) {
    return text.chars()
        .anyMatch(c ->
            (c < ' ' && c != '\n')
                || (c >= 0x7f && c <= 0x9f)
                || c == 0x061c
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069));
  }
}
