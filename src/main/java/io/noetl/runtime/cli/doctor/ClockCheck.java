package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.registry.ClockOffset;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.time.Instant;
import java.time.InstantSource;

/** Compares the local clock with the registry's. */
final class ClockCheck {

  private final RuntimeApi registry;
  private final InstantSource clock;

  ClockCheck(RuntimeApi registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /** Lists worker pools, which every registry can, for the time in the answer. */
  Finding find() {
    Instant there = registry.list(RuntimeListQuery.of(RuntimeKind.WORKER_POOL)).asOf();
    if (there == null) {
      return Finding.skipped("the registry does not report its time");
    }
    ClockOffset offset = ClockOffset.between(there, clock.instant());
    return offset.isTolerated()
        ? Finding.ok("the clocks agree")
        : Finding.warning(
            "this machine's clock is " + offset.text() + "; ages use the registry's clock");
  }
}
