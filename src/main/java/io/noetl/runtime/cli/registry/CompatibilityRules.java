package io.noetl.runtime.cli.registry;

import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.config.RuleEntry;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import io.noetl.runtime.schema.compatibility.InvalidRuleException;
import java.util.ArrayList;
import java.util.List;

/** The compatibility rules of the settings. */
public final class CompatibilityRules {

  private CompatibilityRules() {}

  /**
   * The rules in their order; none where the setting is unset.
   *
   * @throws ConfigException when one of them cannot be understood
   */
  public static List<CompatibilityRule> of(Settings settings) {
    List<CompatibilityRule> rules = new ArrayList<>();
    for (RuleEntry entry : RuleEntry.of(settings)) {
      try {
        rules.add(CompatibilityRule.of(Json.readObject(entry.json()), entry.origin()));
      } catch (InvalidRuleException | MalformedJsonException wrong) {
        throw entry.refused(wrong);
      }
    }
    return rules;
  }
}
