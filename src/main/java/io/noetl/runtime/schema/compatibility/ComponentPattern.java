package io.noetl.runtime.schema.compatibility;

import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.version.InvalidVersionException;
import io.noetl.runtime.schema.version.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * One side of a rule: a reference, or a kind alone, which means all components of that kind; with
 * an optional range of versions.
 *
 * @param reference null for all components of the kind
 * @param range null for any version
 */
record ComponentPattern(
    RuntimeKind kind, @Nullable ComponentReference reference, @Nullable VersionRange range) {

  /**
   * Reads {@code KIND[@RANGE]}, {@code KIND/NAME[@RANGE]} or {@code KIND?SELECTOR[@RANGE]}.
   *
   * @throws InvalidRuleException that says which part is wrong
   */
  static ComponentPattern parse(String key, String text) {
    try {
      int end = endOfKind(text);
      if (end < text.length() && text.charAt(end) != '@') {
        return of(key, ComponentReference.parse(text));
      }
      RuntimeKind kind = RuntimeKind.find(text.substring(0, end).strip());
      if (kind == null) {
        throw new InvalidRuleException(
            key + ": \"" + text + "\" should begin with a kind: " + RuntimeKind.EXPECTED);
      }
      boolean isAny = end == text.length();
      return new ComponentPattern(
          kind, null, isAny ? null : VersionRange.parse(text.substring(end + 1)));
    } catch (RuntimeApiException.InvalidRequest wrong) {
      String problem = wrong.fields().getFirst().problem();
      throw new InvalidRuleException(
          key + ": " + Character.toLowerCase(problem.charAt(0)) + problem.substring(1));
    } catch (InvalidVersionException wrong) {
      throw new InvalidRuleException(
          key + ": the version range of \"" + text + "\" is wrong: " + wrong.problem());
    }
  }

  private static ComponentPattern of(String key, ComponentReference reference) {
    if (reference.optional()) {
      throw new InvalidRuleException(key + ": !optional has no meaning in a rule");
    }
    return new ComponentPattern(reference.kind(), reference, reference.versions());
  }

  private static int endOfKind(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("/?@".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  /** Whether a component is meant, whatever its version. */
  boolean matches(RuntimeComponentInfo component) {
    return reference == null ? kind.word().equals(component.kind()) : reference.matches(component);
  }

  /** Whether a component is meant, and its version is in the range. */
  boolean matchesWithVersion(RuntimeComponentInfo component) {
    return matches(component) && (range == null || range.contains(component.declaredVersion()));
  }

  String text() {
    return reference != null
        ? reference.text()
        : kind.word() + (range == null ? "" : "@" + range.text());
  }
}
