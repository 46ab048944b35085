package io.noetl.runtime.schema.version;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.semver4j.range.RangeList;

/**
 * A range of versions: {@code ^2.3}, {@code ~2.3.1}, {@code >=2.1 <3}, {@code 2.x}, {@code 1.2 -
 * 2.3}, {@code ^1.8 || ^2}, or {@code *} for every version that is declared.
 *
 * <p>{@code =TEXT} is met by the version that is written so, semantic or not; a text that is no
 * version needs the sign, so that a misspelt range is not taken for a version. A pre-release is
 * within a range only where a comparator names a pre-release of the same three numbers.
 */
public final class VersionRange {

  /** The most characters that a range may have. */
  public static final int LONGEST = 256;

  private final String text;
  private final VersionRangeReader.Parts parts;

  /** Made when first needed; rules are shared by the threads of serve. */
  private volatile @Nullable RangeList ranges;

  private VersionRange(String text) {
    this.text = text;
    this.parts = new VersionRangeReader(text).read();
  }

  /**
   * Reads a range, stripped.
   *
   * @throws InvalidVersionException that names the part that is wrong
   */
  public static VersionRange parse(String text) {
    return new VersionRange(VersionText.line(text, "range", LONGEST));
  }

  /** The range as it was written. */
  public String text() {
    return text;
  }

  /** Whether a version is within the range; false for a component that declares none. */
  public boolean contains(@Nullable ComponentVersion version) {
    if (version == null) {
      return false;
    }
    if (parts.any() || isExactly(version, parts.exact())) {
      return true;
    }
    return version.isSemantic() && ranges().isSatisfiedBy(version.semver());
  }

  private static boolean isExactly(ComponentVersion version, List<ComponentVersion> exact) {
    for (ComponentVersion one : exact) {
      if (version.isSame(one)) {
        return true;
      }
    }
    return false;
  }

  RangeList ranges() {
    RangeList read = ranges;
    if (read == null) {
      read = new RangeList(false);
      for (List<VersionLimit> alternative : parts.alternatives()) {
        read.add(alternative.stream().map(VersionLimit::range).toList());
      }
      ranges = read;
    }
    return read;
  }

  /** Two that are written alike. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionRange range && text.equals(range.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
