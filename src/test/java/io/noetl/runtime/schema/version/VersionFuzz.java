package io.noetl.runtime.schema.version;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import java.util.OptionalInt;

/** A version is read or refused; what has an order has the same one from both sides. */
public final class VersionFuzz {

  private static final ComponentVersion OTHER = ComponentVersion.parse("2.3.1-rc.1+b7");

  @FuzzTest
  public void check(byte[] input) {
    ComponentVersion version;
    try {
      version = Fuzzing.bounded(input, () -> ComponentVersion.parse(Fuzzing.text(input)));
    } catch (InvalidVersionException refused) {
      return;
    }
    Fuzzing.same(version, ComponentVersion.parse(version.text()));
    Fuzzing.holds(version.isSame(version), "it is not the same as itself");
    Fuzzing.same(version.isSemantic(), version.comparedTo(OTHER).isPresent());
    OptionalInt order = version.comparedTo(OTHER);
    if (order.isPresent()) {
      Fuzzing.same(
          Integer.signum(order.getAsInt()), -Integer.signum(OTHER.comparedTo(version).getAsInt()));
      Fuzzing.holds(version.major() >= 0 && version.minor() >= 0 && version.patch() >= 0, "less");
    }
    Fuzzing.same(
        Integer.signum(ComponentVersion.compareInList(version, OTHER)),
        -Integer.signum(ComponentVersion.compareInList(OTHER, version)));
    Fuzzing.holds(VersionRange.parse("*").contains(version), "it is in no range");
  }
}
