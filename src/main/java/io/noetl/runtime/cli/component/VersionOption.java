package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.schema.version.InvalidVersionException;
import io.noetl.runtime.schema.version.VersionRange;
import java.util.function.Predicate;

/** The values of options that take a version or a range of versions. */
public final class VersionOption {

  private VersionOption() {}

  /**
   * The range that an option has.
   *
   * @throws UsageException that names the part that is wrong
   */
  public static VersionRange range(String option, String text) {
    try {
      return VersionRange.parse(text);
    } catch (InvalidVersionException wrong) {
      throw wrongRange(option, wrong);
    }
  }

  /**
   * Whether components declare a version in the range of an option. Here, because picocli looks at
   * every method of a class with options, and so loads what their signatures name.
   *
   * @throws UsageException that names the part that is wrong
   */
  static Predicate<ListedComponent> within(String option, String text) {
    VersionRange range = range(option, text);
    return component -> range.contains(component.info().declaredVersion());
  }

  /** The error of an option whose range cannot be read. */
  public static UsageException wrongRange(String option, InvalidVersionException wrong) {
    return new UsageException(
        option + ": " + wrong.problem(), "for example '>=2.3 <3', '^2.3' or '=nightly'");
  }

  /**
   * The version that an option has.
   *
   * @throws UsageException that says what is wrong
   */
  public static ComponentVersion version(String option, String text) {
    try {
      return ComponentVersion.parse(text);
    } catch (InvalidVersionException wrong) {
      throw new UsageException(option + ": " + wrong.problem(), "for example 2.3.1");
    }
  }
}
