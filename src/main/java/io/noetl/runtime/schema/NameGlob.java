package io.noetl.runtime.schema;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A shell pattern for names: {@code *} stands for any text, {@code ?} for one character, {@code
 * [a-z]} and {@code [!a-z]} for one of a set, and a backslash takes the next character as it is.
 */
public final class NameGlob {

  private final String glob;
  private final Pattern pattern;

  private NameGlob(String glob, Pattern pattern) {
    this.glob = glob;
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws RuntimeApiException.InvalidRequest when a set is not closed or is empty
   */
  public static NameGlob of(String glob) {
    try {
      return new NameGlob(glob, Pattern.compile(regex(glob), Pattern.DOTALL));
    } catch (PatternSyntaxException broken) {
      throw new RuntimeApiException.InvalidRequest(
          new FieldError("value_error", "name", "Input should be a valid pattern", glob));
    }
  }

  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder(glob.length() + 8);
    boolean inSet = false;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (inSet) {
        boolean negation = c == '!' && glob.charAt(i - 1) == '[';
        inSet = c != ']';
        // Inside a set only these could mean more to the regex than to a shell.
        regex.append(c == '[' || c == '\\' || c == '&' || c == '^' ? "\\" : "");
        regex.append(negation ? '^' : c);
      } else if (c == '[') {
        inSet = true;
        regex.append(c);
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        char literal = c == '\\' && i + 1 < glob.length() ? glob.charAt(++i) : c;
        regex.append(Pattern.quote(String.valueOf(literal)));
      }
    }
    return regex.toString();
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
