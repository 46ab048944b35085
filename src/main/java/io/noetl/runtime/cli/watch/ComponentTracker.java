package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.watch.WatchEvent.Happening;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.declaration.FieldChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Compares the components of each poll with those of the previous one. */
final class ComponentTracker {

  private static final Set<String> CHANGED_BY_EVERY_HEARTBEAT =
      Set.of("heartbeat", "updated_at", "computed");

  private Map<ComponentKey, ListedComponent> last = Map.of();

  /** The events since the previous poll; at the first, all components are added. */
  List<WatchEvent> update(List<ListedComponent> components, Instant asOf) {
    Map<ComponentKey, ListedComponent> now = new LinkedHashMap<>();
    List<WatchEvent> events = new ArrayList<>();
    for (ListedComponent component : components) {
      ComponentKey key = component.info().key();
      now.put(key, component);
      ListedComponent before = last.get(key);
      if (before == null) {
        events.add(WatchEvent.of(asOf, Happening.ADDED, component, null));
      } else if (!before.effectiveStatus().equals(component.effectiveStatus())) {
        Happening happening = component.liveness().stale() ? Happening.STALE : Happening.CHANGED;
        events.add(WatchEvent.of(asOf, happening, component, before.effectiveStatus()));
      } else if (hasChanged(before, component)) {
        events.add(WatchEvent.of(asOf, Happening.CHANGED, component, null));
      }
      if (before != null && before.isBlocked() != component.isBlocked() && component.isAlive()) {
        Happening happening = component.isBlocked() ? Happening.BLOCKED : Happening.UNBLOCKED;
        events.add(WatchEvent.of(asOf, happening, component, null));
      }
    }
    last.forEach((key, component) -> {
      if (!now.containsKey(key)) {
        ListedComponent gone =
            new ListedComponent(component.info(), new Liveness("gone", null, null, false));
        events.add(WatchEvent.of(asOf, Happening.REMOVED, gone, component.effectiveStatus()));
      }
    });
    last = now;
    return events;
  }

  /**
   * Whether anything but times and metrics changed: heartbeats report metrics, and some workers
   * send a new start time with each.
   */
  private static boolean hasChanged(ListedComponent before, ListedComponent now) {
    JsonObject old = withoutHeartbeat(before);
    JsonObject current = withoutHeartbeat(now);
    return !old.equals(current)
        && FieldChange.between(old, current).stream()
            .anyMatch(change ->
                JsonObject.instant(change.before()) == null
                    || JsonObject.instant(change.after()) == null);
  }

  private static JsonObject withoutHeartbeat(ListedComponent component) {
    ObjectNode row = component.info().json().copy().remove(CHANGED_BY_EVERY_HEARTBEAT);
    if (row.get("runtime") instanceof ObjectNode runtime
        && HeartbeatMetrics.isStored(runtime.get(HeartbeatMetrics.FIELD))) {
      row.set("runtime", new JsonObject(runtime).copy().without(HeartbeatMetrics.FIELD));
    }
    return new JsonObject(row);
  }
}
