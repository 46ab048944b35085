package io.noetl.runtime.schema.compatibility;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.JsonObject;
import java.util.Map;

/** A side of a rule is read or refused, and its text is read as the same rule. */
public final class RuleFuzz {

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    CompatibilityRule rule;
    try {
      rule = Fuzzing.bounded(input, () -> rule(text));
    } catch (InvalidRuleException refused) {
      return;
    }
    Fuzzing.same(rule.text(), rule(rule.component().text()).text());
  }

  private static CompatibilityRule rule(String component) {
    return CompatibilityRule.of(
        JsonObject.EMPTY
            .with("component", component)
            .with("requires", "server_api@>=2.3")
            .with("within", Map.of("minor", 1)),
        "test");
  }
}
