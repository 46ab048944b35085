package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.process.Clock;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Counts the components of a kind by their status. */
final class StatusCount {

  private final RuntimeApi registry;
  private final Clock clock;
  private final Settings settings;
  private final RuntimeKind kind;
  private String text = "";
  private int dead;

  StatusCount(RuntimeApi registry, Clock clock, Settings settings, RuntimeKind kind) {
    this.registry = registry;
    this.clock = clock;
    this.settings = settings;
    this.kind = kind;
  }

  Finding find() {
    RuntimeListResponse listed;
    try {
      listed = registry.list(RuntimeListQuery.of(kind).withLeases(false));
    } catch (RuntimeApiException.Unsupported unlisted) {
      return Finding.skipped(String.valueOf(unlisted.getMessage()));
    }
    Map<String, Integer> alive = new TreeMap<>();
    for (ListedComponent component :
        ListedComponent.of(
            listed, clock.asOf(listed.asOf()), Session.staleAfter(settings, registry))) {
      if (component.isAlive()) {
        alive.merge(component.effectiveStatus(), 1, Integer::sum);
      } else {
        dead++;
      }
    }
    StringJoiner counts = new StringJoiner(", ");
    alive.forEach((status, count) -> counts.add(count + " " + status));
    if (dead > 0) {
      counts.add(dead + " dead");
    }
    text = counts.toString();
    return Finding.ok(kind.word() + ": " + (text.isEmpty() ? "none" : text));
  }

  /** The counts as the end of a sentence; empty where there are none. */
  String end() {
    return text.isEmpty() ? "" : "; " + kind.word() + ": " + text;
  }

  /** Whether any component is stale or offline. */
  boolean anyDead() {
    return dead > 0;
  }
}
