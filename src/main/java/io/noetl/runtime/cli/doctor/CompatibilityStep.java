package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.compatibility.CompatibilityCheck;
import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import io.noetl.runtime.schema.compatibility.Violation;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the versions of components against the rules of the configuration. */
final class CompatibilityStep {

  private final RuntimeApi registry;
  private final List<CompatibilityRule> rules;
  private final @Nullable ComponentKey only;

  /**
   * A step that lists all components once.
   *
   * @param only the component whose violations count; null for those of all
   */
  CompatibilityStep(
      RuntimeApi registry, List<CompatibilityRule> rules, @Nullable ComponentKey only) {
    this.registry = registry;
    this.rules = rules;
    this.only = only;
  }

  Finding find() {
    List<RuntimeComponentInfo> living;
    try {
      living =
          registry.list(RuntimeListQuery.ALL.withLeases(false)).items().stream()
              .filter(component -> !component.status().equals(Liveness.OFFLINE))
              .toList();
    } catch (RuntimeApiException.Unsupported unlisted) {
      return Finding.skipped(String.valueOf(unlisted.getMessage()));
    }
    CompatibilityCheck check = new CompatibilityCheck(rules);
    List<Violation> violations =
        only == null
            ? check.among(living)
            : check.of(living.stream().filter(it -> it.key().equals(only)).toList(), living);
    if (violations.isEmpty()) {
      return Finding.ok(rules.size() + (rules.size() == 1 ? " rule holds" : " rules hold"));
    }
    int more = violations.size() - 1;
    return Finding.warning(
        violations.getFirst().sentence()
            + (more == 0 ? "" : "; " + more + " more: noetl-runtime versions --check"));
  }
}
