package io.noetl.runtime.agent;

import java.util.List;
import java.util.SortedSet;

/**
 * What a child inherits from the caller of this process, as if the caller had started it directly.
 *
 * @param arguments the program and its arguments, byte for byte
 * @param variables the environment, byte for byte
 * @param descriptors those that were open
 * @param folder a descriptor of the working directory; {@link #HERE} where it is that of this
 *     process
 * @param blocked the signals that are blocked, a bit for each
 * @param ignored the signals that are ignored, a bit for each
 */
public record Inheritance(
    List<byte[]> arguments,
    List<byte[]> variables,
    SortedSet<Integer> descriptors,
    int folder,
    long blocked,
    long ignored) {

  public static final int HERE = -1;

  /** Whether a signal has no effect on the caller, and so none on its child. */
  public boolean ignores(ProcessSignal signal) {
    return (ignored >> (signal.number() - 1) & 1) != 0;
  }
}
