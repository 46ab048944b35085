package io.noetl.runtime.schema;

import io.noetl.runtime.schema.version.InvalidVersionException;
import io.noetl.runtime.schema.version.VersionRange;
import io.noetl.runtime.text.ControlCharacters;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Reads the text of a reference, and says which part of it is wrong. */
final class ComponentReferenceReader {

  private final String text;

  ComponentReferenceReader(String text) {
    this.text = text;
  }

  ComponentReference read() {
    checkCharacters();
    int separator = separator();
    if (separator < 0) {
      throw wrong("Reference should be KIND/NAME or KIND?SELECTOR");
    }
    RuntimeKind kind = RuntimeKind.find(text.substring(0, separator));
    if (kind == null) {
      throw wrong("The kind should be " + RuntimeKind.EXPECTED);
    }
    String rest = trimmed(text.substring(separator + 1));
    boolean isOptional = rest.endsWith(ComponentReference.OPTIONAL);
    if (isOptional) {
      rest = rest.substring(0, rest.length() - ComponentReference.OPTIONAL.length());
    }
    int at = rest.lastIndexOf('@');
    String range = at < 0 ? null : range(rest.substring(at + 1));
    String target = trimmed(at < 0 ? rest : rest.substring(0, at));
    ComponentReference reference =
        text.charAt(separator) == '/'
            ? new ComponentReference(kind, name(target), null, range, isOptional)
            : new ComponentReference(kind, null, selector(target), range, isOptional);
    if (reference.text().length() > ComponentReference.LONGEST) {
      throw tooLong();
    }
    return reference;
  }

  private int separator() {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '/' || text.charAt(i) == '?') {
        return i;
      }
    }
    return -1;
  }

  private void checkCharacters() {
    if (text.length() > ComponentReference.LONGEST) {
      throw tooLong();
    }
    for (int i = 0; i < text.length(); i++) {
      if (ControlCharacters.isControl(text.charAt(i))) {
        throw wrong("Reference should hold no control characters");
      }
    }
    if (Validation.loneSurrogate(text) >= 0) {
      throw wrong("Reference should be valid Unicode");
    }
  }

  private String name(String target) {
    if (target.indexOf('!') >= 0) {
      throw wrong("The end should be !optional; a ! in a name is written %21");
    }
    String name = decoded(target, "name");
    try {
      return Validation.checkName(name);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      String problem = invalid.fields().getFirst().message();
      throw wrong("The name" + problem.substring(problem.indexOf(' ')));
    }
  }

  private LabelSelector selector(String target) {
    for (int i = target.indexOf('!'); i >= 0; i = target.indexOf('!', i + 1)) {
      String before = trimmed(target.substring(0, i));
      boolean isNegation =
          before.isEmpty() || before.endsWith(",") || target.startsWith("=", i + 1);
      if (!isNegation) {
        throw wrong("The end should be !optional; a ! in a label is written %21");
      }
    }
    String labels = decoded(target, "selector");
    try {
      return LabelSelector.parse(labels);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      String problem = invalid.fields().getFirst().message();
      throw wrong("The selector is wrong: a" + problem.substring(1));
    }
  }

  private @Nullable String range(String given) {
    String range = trimmed(given);
    if (range.isEmpty()) {
      throw wrong("The version range after @ should not be empty");
    }
    if (range.indexOf('!') >= 0) {
      throw wrong("The end should be !optional");
    }
    try {
      return VersionRange.parse(range).text();
    } catch (InvalidVersionException invalid) {
      throw wrong("The version range is wrong: " + invalid.problem());
    }
  }

  private String decoded(String target, String part) {
    try {
      return PercentEncoding.decode(target);
    } catch (CharacterCodingException notText) {
      throw wrong("The " + part + " should be UTF-8 where it is percent-encoded");
    }
  }

  /** Without the blanks around it that a selector skips, too. */
  private static String trimmed(String part) {
    int start = 0;
    int end = part.length();
    while (start < end && part.charAt(start) == ' ') {
      start++;
    }
    while (end > start && part.charAt(end - 1) == ' ') {
      end--;
    }
    return part.substring(start, end);
  }

  private RuntimeApiException.InvalidRequest tooLong() {
    return wrong("Reference should have at most " + ComponentReference.LONGEST + " characters");
  }

  private RuntimeApiException.InvalidRequest wrong(String problem) {
    return new RuntimeApiException.InvalidRequest(
        new FieldError("value_error", ComponentReference.FIELD, problem, text));
  }
}
