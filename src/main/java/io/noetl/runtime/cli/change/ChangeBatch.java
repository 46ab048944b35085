package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.BatchItem;
import io.noetl.runtime.cli.component.ComponentBatch;
import io.noetl.runtime.cli.component.SelectedComponents;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import java.util.function.Function;

/**
 * Changes several components: asks once, skips offline components of a selection, and reports the
 * result of each.
 *
 * @param isForced whether offline components of a selection are changed as well
 */
record ChangeBatch(
    Session session,
    Environment environment,
    RegistryOptions registry,
    ChangeOptions change,
    boolean dryRun,
    boolean isForced) {

  /**
   * Runs a change for each component.
   *
   * @param verb what the question says that it does, such as {@code Drain}
   * @return 1 when the question is answered with no, else as {@link ComponentBatch}
   */
  ExitCode run(String verb, SelectedComponents chosen, Function<ChangeTarget, BatchItem> item) {
    if (!dryRun
        && !change.isAllowed(
            verb + " " + chosen.title(), chosen.names().size(), session, environment)) {
      return ExitCode.FAILURE;
    }
    return new ComponentBatch(session, environment, registry.output)
        .run(
            chosen.kind(),
            chosen.names(),
            name -> {
              ChangeTarget row = ChangeTarget.of(chosen, name, registry);
              return chosen.passesOver(name) && !isForced
                  ? row.passedOver(chosen.kind())
                  : item.apply(row);
            });
  }
}
