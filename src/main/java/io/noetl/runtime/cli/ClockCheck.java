package io.noetl.runtime.cli;

import io.noetl.runtime.output.Ages;
import io.noetl.runtime.schema.Finding;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How far this machine's clock is from the registry's. */
final class ClockCheck {

  private final RuntimeApi registry;
  private final InstantSource clock;

  ClockCheck(RuntimeApi registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Lists what every registry lists, for the time that comes with the answer. */
  Finding find() {
    Instant there = registry.list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL)).asOf();
    Duration ahead = there == null ? null : Duration.between(there, clock.instant());
    if (ahead == null) {
      return Finding.skipped("the registry does not tell its time");
    }
    if (ahead.abs().compareTo(Session.TOLERATED_CLOCK_OFFSET) <= 0) {
      return Finding.ok("this machine's is the registry's");
    }
    return Finding.warning(
        "this machine's is "
            + Ages.text(ahead.abs())
            + (ahead.isNegative() ? " behind" : " ahead of")
            + " the registry's; ages follow the registry's");
  }
}
