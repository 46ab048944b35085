package io.noetl.runtime.probe;

import org.jspecify.annotations.Nullable;

/**
 * What became of a probe.
 *
 * @param reachable null where the component was not asked
 * @param words what it answered, or why it was not asked
 */
public record ProbeResult(@Nullable Boolean reachable, String words) {

  static ProbeResult notAsked(String why) {
    return new ProbeResult(null, why);
  }

  static ProbeResult failed(String why) {
    return new ProbeResult(false, why);
  }

  static ProbeResult reached(String how) {
    return new ProbeResult(true, how);
  }
}
