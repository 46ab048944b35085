package io.noetl.runtime.schema.version;

import java.util.List;
import org.semver4j.Semver;
import org.semver4j.range.Range;

/**
 * One limit of a range: an operator among {@code = > >= < <=} and a full semantic version.
 *
 * <p>Carets, tildes, wildcards and hyphens are written out here: semver4j reads {@code ^2.3 <2.5}
 * as {@code <2.5}, and sets no end to {@code ^0}.
 */
record VersionLimit(String operator, String version) {

  /** The limits that a comparator stands for. */
  static List<VersionLimit> of(String operator, VersionText version) {
    boolean full = version.numbers() == 3;
    VersionLimit from = new VersionLimit(">=", version.lowest());
    return switch (operator) {
      case "^" -> List.of(from, new VersionLimit("<", version.caretEnd()));
      case "~" -> List.of(from, new VersionLimit("<", version.next()));
      case ">" -> List.of(full ? exact(">", version) : new VersionLimit(">=", version.next()));
      case "<=" -> List.of(full ? exact("<=", version) : new VersionLimit("<", version.next()));
      case ">=", "<" -> List.of(exact(operator, version));
      default ->
          full
              ? List.of(exact("=", version))
              : List.of(from, new VersionLimit("<", version.next()));
    };
  }

  private static VersionLimit exact(String operator, VersionText version) {
    return new VersionLimit(operator, version.lowest());
  }

  Range range() {
    return new Range(new Semver(version), Range.RangeOperator.value(operator));
  }
}
