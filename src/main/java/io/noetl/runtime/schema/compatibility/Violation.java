package io.noetl.runtime.schema.compatibility;

import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.version.ComponentVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component whose version, or that of another, breaks a rule.
 *
 * @param component the one that the rule is about
 * @param other the one that it requires
 * @param further how many more of the same version break it as well
 * @param rule the rule in words
 * @param origin where the rule stands
 * @param problem why it is broken
 */
public record Violation(
    RuntimeComponentInfo component,
    RuntimeComponentInfo other,
    int further,
    String rule,
    String origin,
    String problem) {

  /** The component, as {@code KIND/NAME}. */
  public String componentText() {
    return component.kind() + "/" + component.name();
  }

  /** The other one, and how many more there are. */
  public String otherText() {
    return other.kind() + "/" + other.name() + (further == 0 ? "" : " and " + further + " more");
  }

  /** One sentence with everything. */
  public String sentence() {
    return componentText()
        + " ("
        + words(component.declaredVersion())
        + ") and "
        + otherText()
        + " ("
        + words(other.declaredVersion())
        + ") do not fit together: "
        + problem
        + "; rule: "
        + rule
        + " ("
        + origin
        + ")";
  }

  /** The first of some violations, and how many more there are. */
  public static String summary(List<Violation> violations) {
    int more = violations.size() - 1;
    return violations.getFirst().sentence() + (more == 0 ? "" : "; " + more + " more");
  }

  private static String words(@Nullable ComponentVersion version) {
    return version == null ? "no version" : version.text();
  }
}
