package io.noetl.runtime.schema.compatibility;

import io.noetl.runtime.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A rule: each component that one side means needs each of the other side to have a version in a
 * range, or not too far from its own.
 *
 * @param within null where the distance does not matter
 * @param origin where the rule stands
 */
public record CompatibilityRule(
    ComponentPattern component,
    ComponentPattern requires,
    @Nullable VersionSkew within,
    String origin) {

  private static final List<String> KEYS = List.of("component", "requires", "within");

  /**
   * Reads a rule.
   *
   * @throws InvalidRuleException that says which part is wrong
   */
  public static CompatibilityRule of(JsonObject json, String origin) {
    for (String key : json.properties().stream().map(entry -> entry.getKey()).toList()) {
      if (!KEYS.contains(key)) {
        throw new InvalidRuleException(
            "unknown key \"" + key + "\"; the keys are component, requires and within");
      }
    }
    JsonNode within = json.get("within");
    CompatibilityRule rule =
        new CompatibilityRule(
            side(json, "component"),
            side(json, "requires"),
            within == null ? null : VersionSkew.of(within),
            origin);
    if (rule.requires.range() == null && within == null) {
      throw new InvalidRuleException(
          "requires needs a range, such as server_api@>=2.3, unless within is given");
    }
    return rule;
  }

  private static ComponentPattern side(JsonObject json, String key) {
    JsonNode value = json.get(key);
    if (value == null || !value.isString() || value.stringValue().isBlank()) {
      throw new InvalidRuleException(
          key + ": write KIND, KIND/NAME or KIND?SELECTOR, with @RANGE where a range is meant");
    }
    return ComponentPattern.parse(key, value.stringValue().strip());
  }

  /** The rule in words. */
  public String text() {
    return component.text()
        + " requires "
        + requires.text()
        + (within == null ? "" : " " + within.text());
  }
}
