package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.process.Clock;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.Lease;
import io.noetl.runtime.schema.RegistryServer.Software;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports which server sweeps silent components: a NoETL server of 2026 with the lease, or serve.
 */
final class SweeperCheck {

  private final RuntimeApi registry;
  private final Clock clock;
  private final Settings settings;

  SweeperCheck(RuntimeApi registry, Clock clock, Settings settings) {
    this.registry = registry;
    this.clock = clock;
    this.settings = settings;
  }

  /** Checks the leases among the API servers. */
  Finding find() {
    try {
      Software software = registry.server().software();
      return switch (software) {
        case PYTHON_2025 -> Finding.skipped("servers of 2025 sweep without a lease");
        case PYTHON_2026 -> Finding.skipped("this server does not list leases; use --direct");
        case SERVE, RUST, DIRECT -> judged(software);
      };
    } catch (RuntimeApiException.Unsupported unlisted) {
      return Finding.skipped("this server does not list API servers");
    }
  }

  private Finding judged(Software software) {
    RuntimeListResponse listed = registry.list(RuntimeListQuery.of(RuntimeKind.SERVER_API));
    Instant asOf = clock.asOf(listed.asOf());
    Duration staleAfter = Session.staleAfter(settings, registry);
    List<String> holders = new ArrayList<>();
    List<String> lapsed = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    for (ListedComponent row : ListedComponent.of(listed, asOf, staleAfter)) {
      Lease lease = Lease.of(row.info());
      if (lease != null && lease.isSweepers(row.name())) {
        String text = lease.ownerInWords() + " holds the lease " + row.name();
        if (row.isAlive()) {
          holders.add(text + ", which " + row.expires());
        } else {
          lapsed.add(
              "no server holds the lease "
                  + row.name()
                  + " (last held by "
                  + lease.ownerInWords()
                  + ", "
                  + row.age()
                  + " ago)");
        }
      } else if (row.isAlive() && "noetl-runtime".equals(row.info().runtimeType())) {
        ours.add("noetl-runtime serve (" + row.name() + ") sweeps");
      }
    }
    List<String> sweepers = new ArrayList<>(holders);
    sweepers.addAll(ours);
    if (!sweepers.isEmpty()) {
      return Finding.ok(String.join("; ", sweepers));
    }
    if (software == Software.SERVE) {
      Duration told = registry.offlineAfter();
      return Finding.ok(
          "noetl-runtime serve sweeps"
              + (told == null ? "" : ", after " + AgeFormat.text(told) + " without a heartbeat"));
    }
    return lapsed.isEmpty()
        ? Finding.ok("no server holds a sweeper's lease")
        : Finding.warning(String.join("; ", lapsed));
  }
}
