package io.noetl.runtime.schema.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a range from left to right, and says where it is wrong. semver4j takes the empty text and
 * {@code latest} for every version and leaves out what it does not know, so it only compares.
 */
final class VersionRangeReader {

  private static final Set<String> OPERATORS = Set.of("", "=", ">", ">=", "<", "<=", "^", "~");
  private static final String OPERATOR_CHARACTERS = "=<>^~!";

  /**
   * What a range consists of.
   *
   * @param any whether every declared version is within it
   * @param exact the versions after {@code =}
   * @param alternatives the limits of which all of one alternative must hold
   */
  record Parts(boolean any, List<ComponentVersion> exact, List<List<VersionLimit>> alternatives) {}

  private final String text;
  private final List<ComponentVersion> exact = new ArrayList<>();
  private final List<List<VersionLimit>> alternatives = new ArrayList<>();
  private boolean any;
  private int at;

  VersionRangeReader(String text) {
    this.text = text;
  }

  Parts read() {
    alternative();
    while (at < text.length()) {
      if (!text.startsWith("||", at)) {
        throw wrong("alternatives are separated by ||");
      }
      at += 2;
      alternative();
    }
    return new Parts(any, List.copyOf(exact), List.copyOf(alternatives));
  }

  private void alternative() {
    List<VersionLimit> limits = new ArrayList<>();
    int unlimited = 0;
    boolean all = false;
    List<ComponentVersion> equals = new ArrayList<>();
    int count = 0;
    skipBlanks();
    while (at < text.length() && text.charAt(at) != '|') {
      int start = at;
      String operator = operator();
      int from = at;
      String word = word(operator);
      count++;
      if (isHyphen()) {
        limits.addAll(hyphen(start, count, operator, word));
      } else if (operator.isEmpty() && isWildcard(word)) {
        all = true;
        unlimited++;
      } else {
        List<VersionLimit> comparator = comparator(from, operator, word);
        limits.addAll(comparator);
        unlimited += comparator.isEmpty() ? 1 : 0;
        if (operator.equals("=")) {
          equals.add(ComponentVersion.parse(word));
        }
      }
      skipBlanks();
    }
    if (count == 0) {
      throw wrong("there should be a version");
    }
    if (count > 1 && unlimited > 0) {
      throw wrong("* and =TEXT stand alone or beside ||");
    }
    any |= all;
    if (count == 1) {
      exact.addAll(equals);
    }
    if (!limits.isEmpty()) {
      alternatives.add(limits);
    }
  }

  /** The limits of a comparator; empty where only the text counts. */
  private static List<VersionLimit> comparator(int start, String operator, String word) {
    boolean equal = operator.equals("=");
    VersionText version;
    try {
      version = VersionText.read(word);
    } catch (InvalidVersionException unversioned) {
      if (equal) {
        return List.of();
      }
      throw wrong(start, word, unversioned.problem() + advice(operator, word));
    }
    if (version.numbers() == 0) {
      throw wrong(start, word, "a wildcard without a number takes no operator");
    }
    if (version.build().isEmpty()) {
      return VersionLimit.of(operator, version);
    }
    if (!equal) {
      throw wrong(start, word, "a range has no builds; write =" + word + " for that build alone");
    }
    return List.of();
  }

  private static String advice(String operator, String word) {
    return operator.isEmpty() ? "; write =" + word + " for exactly that version" : "";
  }

  private List<VersionLimit> hyphen(int start, int count, String operator, String low) {
    skipBlanks();
    at++;
    skipBlanks();
    int second = at;
    String high = word("-");
    skipBlanks();
    if (count > 1 || !operator.isEmpty() || (at < text.length() && text.charAt(at) != '|')) {
      throw wrong(
          start, text.substring(start, at).strip(), "a hyphen range stands alone or beside ||");
    }
    List<VersionLimit> limits = new ArrayList<>(VersionLimit.of(">=", bound(start, low)));
    limits.addAll(VersionLimit.of("<=", bound(second, high)));
    return limits;
  }

  private static VersionText bound(int start, String word) {
    VersionText version;
    try {
      version = VersionText.read(word);
    } catch (InvalidVersionException unversioned) {
      throw wrong(start, word, unversioned.problem());
    }
    if (version.numbers() == 0 || !version.build().isEmpty()) {
      throw wrong(start, word, "a bound is a version without a build");
    }
    return version;
  }

  private String operator() {
    int start = at;
    while (at < text.length() && OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String operator = text.substring(start, at);
    if (!OPERATORS.contains(operator)) {
      throw wrong(start, operator, "the operators are = > >= < <= ^ ~");
    }
    skipBlanks();
    return operator;
  }

  private String word(String operator) {
    int start = at;
    while (at < text.length() && isWordCharacter(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw wrong(
          operator.isEmpty()
              ? "there should be a version"
              : "there should be a version after \"" + operator + "\"");
    }
    if (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '|') {
      throw wrong("there should be a blank or ||");
    }
    return text.substring(start, at);
  }

  /** Whether the next word is a hyphen. */
  private boolean isHyphen() {
    int next = at;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next > at
        && text.startsWith("-", next)
        && (next + 1 == text.length() || text.charAt(next + 1) == ' ');
  }

  private static boolean isWildcard(String word) {
    return word.equals("*") || word.equals("x") || word.equals("X");
  }

  private static boolean isWordCharacter(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "._-+*:/".indexOf(c) >= 0;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private InvalidVersionException wrong(String problem) {
    return new InvalidVersionException("at character " + (at + 1) + ", " + problem);
  }

  private static InvalidVersionException wrong(int start, String part, String problem) {
    return new InvalidVersionException(
        "at character " + (start + 1) + ", \"" + part + "\": " + problem);
  }
}
