package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.NameSummary;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import java.util.ArrayList;
import java.util.List;

/** Decides which rows are exported, and reports the others. */
final class ExportFilter {

  private final boolean withOffline;
  private final boolean withServers;
  private final List<String> offline = new ArrayList<>();
  private final List<String> servers = new ArrayList<>();
  private boolean hidesUri;

  ExportFilter(boolean withOffline, boolean withServers) {
    this.withOffline = withOffline;
    this.withServers = withServers;
  }

  /** Whether a row is exported; others are kept for the report. */
  boolean includes(RuntimeComponentInfo row) {
    if (!withServers && RuntimeKind.SERVER_API.word().equals(row.kind())) {
      servers.add(row.name());
      return false;
    }
    if (!withOffline && row.status().equals(Liveness.OFFLINE)) {
      offline.add(row.name());
      return false;
    }
    hidesUri |= !row.showsUri();
    return true;
  }

  /** Prints notes about the rows and values that are not exported. */
  void report(Diagnostics diagnostics) {
    if (!offline.isEmpty()) {
      diagnostics.note(
          "skipped because offline: " + NameSummary.of(offline) + "; include them with --offline");
    }
    if (!servers.isEmpty()) {
      diagnostics.note(
          "skipped because servers register themselves: "
              + NameSummary.of(servers)
              + "; include them with --all or --kind server_api");
    }
    if (hidesUri) {
      diagnostics.note("this server does not show a uri, so the file contains none");
    }
  }
}
