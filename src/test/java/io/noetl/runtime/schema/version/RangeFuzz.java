package io.noetl.runtime.schema.version;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;

/** A range is read or refused; a version is in it as often as it is asked. */
public final class RangeFuzz {

  private static final ComponentVersion VERSION = ComponentVersion.parse("2.3.1");
  private static final ComponentVersion OPAQUE = ComponentVersion.parse("nightly");

  @FuzzTest
  public void check(byte[] input) {
    VersionRange range;
    try {
      range = Fuzzing.bounded(input, () -> VersionRange.parse(Fuzzing.text(input)));
    } catch (InvalidVersionException refused) {
      return;
    }
    VersionRange again = VersionRange.parse(range.text());
    Fuzzing.same(range, again);
    Fuzzing.same(range.contains(VERSION), again.contains(VERSION));
    Fuzzing.same(range.contains(OPAQUE), again.contains(OPAQUE));
    Fuzzing.holds(!range.contains(null), "it contains what has no version");
  }
}
