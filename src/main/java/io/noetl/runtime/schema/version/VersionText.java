package io.noetl.runtime.schema.version;

import io.noetl.runtime.text.ControlCharacters;
import java.util.Locale;

/**
 * One word that is a version or a part of one: {@code 2}, {@code 2.x}, {@code v2.3.1-rc.1+b7}. It
 * is read in one pass, because semver4j reads some words that are no versions, and fails on others.
 *
 * @param numbers how many of the three numbers there are; the others are 0
 * @param wildcard whether the word has wildcards after the numbers
 * @param preRelease with its hyphen; empty for none
 * @param build with its plus; empty for none
 */
record VersionText(
    int major,
    int minor,
    int patch,
    int numbers,
    boolean wildcard,
    String preRelease,
    String build) {

  /** More digits than this do not fit into the numbers of semver4j. */
  private static final int MOST_DIGITS = 9;

  private static final int MOST_PRE_RELEASE_DIGITS = 18;

  /**
   * Reads a word.
   *
   * @throws InvalidVersionException that names the part that is wrong
   */
  static VersionText read(String word) {
    int at = word.startsWith("v") ? 1 : 0;
    int[] core = new int[3];
    int numbers = 0;
    int parts = 0;
    boolean wildcard = false;
    do {
      at += parts > 0 ? 1 : 0;
      int from = at;
      while (at < word.length() && ".-+".indexOf(word.charAt(at)) < 0) {
        at++;
      }
      String part = word.substring(from, at);
      parts++;
      if (parts > 3) {
        throw new InvalidVersionException("a version has at most three numbers");
      }
      if (part.length() == 1 && "xX*".indexOf(part.charAt(0)) >= 0) {
        wildcard = true;
      } else if (wildcard) {
        throw new InvalidVersionException("only wildcards may follow a wildcard");
      } else {
        checkNumber(part, MOST_DIGITS);
        core[numbers++] = Integer.parseInt(part);
      }
    } while (at < word.length() && word.charAt(at) == '.');
    String rest = word.substring(at);
    if (!rest.isEmpty() && numbers < 3) {
      throw new InvalidVersionException(
          "\"" + rest + "\" may only follow three numbers, as in 2.3.1-rc.1");
    }
    int plus = rest.indexOf('+');
    String preRelease = plus < 0 ? rest : rest.substring(0, plus);
    String build = plus < 0 ? "" : rest.substring(plus);
    checkIdentifiers(preRelease, true);
    checkIdentifiers(build, false);
    return new VersionText(core[0], core[1], core[2], numbers, wildcard, preRelease, build);
  }

  /** The three numbers and the pre-release: the lowest version that the word stands for. */
  String lowest() {
    return full(major, minor, patch) + preRelease;
  }

  /** The next minor version, or the next major one where the word has no minor number. */
  String next() {
    return numbers == 1 ? full(major + 1, 0, 0) : full(major, minor + 1, 0);
  }

  /** The end of a caret range: the first number that is not zero may not change. */
  String caretEnd() {
    if (major > 0 || numbers == 1) {
      return full(major + 1, 0, 0);
    }
    return minor > 0 || numbers == 2 ? full(0, minor + 1, 0) : full(0, 0, patch + 1);
  }

  private static String full(int major, int minor, int patch) {
    return major + "." + minor + "." + patch;
  }

  private static void checkNumber(String part, int mostDigits) {
    if (part.isEmpty()) {
      throw new InvalidVersionException("a number is missing");
    }
    if (!isNumber(part)) {
      throw new InvalidVersionException("\"" + part + "\" is not a number");
    }
    if (part.length() > 1 && part.charAt(0) == '0') {
      throw new InvalidVersionException("\"" + part + "\" has a leading zero");
    }
    if (part.length() > mostDigits) {
      throw new InvalidVersionException("\"" + part + "\" has more than " + mostDigits + " digits");
    }
  }

  private static void checkIdentifiers(String section, boolean preRelease) {
    int from = 1;
    while (from <= section.length()) {
      int dot = section.indexOf('.', from);
      String identifier = section.substring(from, dot < 0 ? section.length() : dot);
      if (identifier.isEmpty()) {
        throw new InvalidVersionException("\"" + section + "\" has an empty part");
      }
      for (int i = 0; i < identifier.length(); i++) {
        if (!isWordCharacter(identifier.charAt(i))) {
          throw new InvalidVersionException(
              "\"" + section + "\" may hold letters, digits and hyphens only");
        }
      }
      if (preRelease && isNumber(identifier)) {
        checkNumber(identifier, MOST_PRE_RELEASE_DIGITS);
      }
      from += identifier.length() + 1;
    }
  }

  private static boolean isWordCharacter(char c) {
    return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * A text of one line within a limit, stripped.
   *
   * @throws InvalidVersionException when it is empty, too long, or has control characters
   */
  static String line(String text, String what, int longest) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw new InvalidVersionException("the " + what + " is empty");
    }
    if (stripped.codePointCount(0, stripped.length()) > longest) {
      throw new InvalidVersionException(
          String.format(Locale.ROOT, "a %s has at most %d characters", what, longest));
    }
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (ControlCharacters.isUnsafe(c) || c == '\uFFFD') {
        throw new InvalidVersionException("a " + what + " has no control characters");
      }
    }
    for (int i = 0; i < stripped.length(); i++) {
      if (Character.isSurrogate(stripped.charAt(i))) {
        if (!Character.isSurrogatePair(
            stripped.charAt(i), i + 1 < stripped.length() ? stripped.charAt(i + 1) : ' ')) {
          throw new InvalidVersionException("a " + what + " is valid Unicode");
        }
        i++;
      }
    }
    return stripped;
  }
}
