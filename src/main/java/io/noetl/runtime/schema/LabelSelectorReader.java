package io.noetl.runtime.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the text of a selector, from left to right, and says where it is wrong. */
final class LabelSelectorReader {

  private final String text;
  private int at;

  LabelSelectorReader(String text) {
    this.text = text;
  }

  List<LabelRequirement> read() {
    List<LabelRequirement> requirements = new ArrayList<>();
    do {
      requirements.add(requirement());
    } while (taken(","));
    if (at < text.length()) {
      throw wrong("there should be a comma or the end");
    }
    return requirements;
  }

  private LabelRequirement requirement() {
    if (taken("!")) {
      return new LabelRequirement(key(), Set.of(), true);
    }
    String key = key();
    if (taken("!=")) {
      return new LabelRequirement(key, Set.of(value(",")), true);
    }
    if (taken("==") || taken("=")) {
      return new LabelRequirement(key, Set.of(value(",")), false);
    }
    if (takenWord("in")) {
      return new LabelRequirement(key, values(), false);
    }
    if (takenWord("notin")) {
      return new LabelRequirement(key, values(), true);
    }
    return new LabelRequirement(key, Set.of(), false);
  }

  private String key() {
    skipBlanks();
    int start = at;
    while (at < text.length() && "=!,() \t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw wrong("there should be the key of a label");
    }
    return text.substring(start, at);
  }

  private Set<String> values() {
    if (!taken("(")) {
      throw wrong("there should be values in parentheses, such as (a,b)");
    }
    Set<String> values = new LinkedHashSet<>();
    do {
      values.add(value(",)"));
    } while (taken(","));
    if (!taken(")")) {
      throw wrong("there should be a closing parenthesis");
    }
    return values;
  }

  /** The text up to one of the ends, or to the end of all; blanks around it do not count. */
  private String value(String ends) {
    skipBlanks();
    StringBuilder value = new StringBuilder();
    int length = 0;
    while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at++);
      boolean escaped = c == '\\' && at < text.length();
      value.append(escaped ? text.charAt(at++) : c);
      length = escaped || !isBlank(c) ? value.length() : length;
    }
    return value.substring(0, length);
  }

  private boolean takenWord(String word) {
    skipBlanks();
    int end = at + word.length();
    return (end >= text.length() || "( \t".indexOf(text.charAt(end)) >= 0) && taken(word);
  }

  private boolean taken(String token) {
    skipBlanks();
    boolean there = text.startsWith(token, at);
    at += there ? token.length() : 0;
    return there;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private RuntimeApiException.InvalidRequest wrong(String expected) {
    return new RuntimeApiException.InvalidRequest(
        new FieldError("value_error", "label", "At character " + (at + 1) + " " + expected, text));
  }
}
