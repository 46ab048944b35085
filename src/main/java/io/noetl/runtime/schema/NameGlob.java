package io.noetl.runtime.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell pattern for names: {@code *} stands for any text, {@code ?} for one character, {@code
 * [a-z]} and {@code [!a-z]} for one of a set, and a backslash takes the next character as it is.
 */
public final class NameGlob {

  private final String glob;
  private final List<Part> parts;

  private NameGlob(String glob, List<Part> parts) {
    this.glob = glob;
    this.parts = parts;
  }

  /** What stands for one character, or for any text. */
  private sealed interface Part {

    /** Any text, the empty one too. */
    enum Star implements Part {
      STAR
    }

    /** One character of some ranges, or one of none of them. */
    record One(List<Range> ranges, boolean isNegated) implements Part {

      private static final One ANY = new One(List.of(), true);

      static One of(int c) {
        return new One(List.of(new Range(c, c)), false);
      }

      boolean takes(int c) {
        for (Range range : ranges) {
          if (range.first <= c && c <= range.last) {
            return !isNegated;
          }
        }
        return isNegated;
      }
    }

    /** The characters from one to another. */
    record Range(int first, int last) {}
  }

  /**
   * Reads a pattern.
   *
   * @throws RuntimeApiException.InvalidRequest when a set is not closed or is empty
   */
  public static NameGlob of(String glob) {
    int[] text = glob.codePoints().toArray();
    List<Part> parts = new ArrayList<>(text.length);
    int at = 0;
    while (at < text.length) {
      int c = text[at++];
      if (c == '[') {
        at = readSet(glob, text, at, parts);
      } else if (c == '*') {
        parts.add(Part.Star.STAR);
      } else if (c == '?') {
        parts.add(Part.One.ANY);
      } else {
        parts.add(Part.One.of(c == '\\' && at < text.length ? text[at++] : c));
      }
    }
    return new NameGlob(glob, parts);
  }

  /** Reads what stands behind an opening bracket, and gives the place behind the closing one. */
  private static int readSet(String glob, int[] text, int begin, List<Part> parts) {
    boolean isNegated = begin < text.length && text[begin] == '!';
    List<Part.Range> ranges = new ArrayList<>();
    int at = isNegated ? begin + 1 : begin;
    while (at < text.length && text[at] != ']') {
      int first = text[at++];
      int last = first;
      if (at + 1 < text.length && text[at] == '-' && text[at + 1] != ']') {
        last = text[at + 1];
        at += 2;
      }
      if (last < first) {
        throw broken(glob);
      }
      ranges.add(new Part.Range(first, last));
    }
    if (at == text.length || ranges.isEmpty()) {
      throw broken(glob);
    }
    parts.add(new Part.One(ranges, isNegated));
    return at + 1;
  }

  private static RuntimeApiException.InvalidRequest broken(String glob) {
    return new RuntimeApiException.InvalidRequest(
        new FieldError("value_error", "name", "Input should be a valid pattern", glob));
  }

  /**
   * Whether it stands for a name. What an earlier star took is never tried again: the first place
   * where the parts between two stars fit is as good as any other, so that no pattern costs more
   * than its length times the name's.
   */
  public boolean matches(String name) {
    return matches(name.codePoints().toArray());
  }

  private boolean matches(int... name) {
    int at = 0;
    int part = 0;
    int star = -1;
    int taken = 0;
    while (at < name.length) {
      Part next = part < parts.size() ? parts.get(part) : null;
      if (next == Part.Star.STAR) {
        star = part++;
        taken = at;
      } else if (next instanceof Part.One one && one.takes(name[at])) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++taken;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) == Part.Star.STAR) {
      part++;
    }
    return part == parts.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameGlob that && glob.equals(that.glob);
  }

  @Override
  public int hashCode() {
    return glob.hashCode();
  }

  @Override
  public String toString() {
    return glob;
  }
}
