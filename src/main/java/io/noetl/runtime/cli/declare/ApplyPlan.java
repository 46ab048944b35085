package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.DashNameGuard;
import io.noetl.runtime.cli.component.InputFile;
import io.noetl.runtime.cli.component.MaskGuard;
import io.noetl.runtime.cli.component.UriGuard;
import io.noetl.runtime.cli.declare.ApplyStep.Action;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.declaration.DeclaredComponent;
import io.noetl.runtime.schema.declaration.FieldChange;
import io.noetl.runtime.secrets.MaskedValues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares a declared set with the registry and plans the steps; changes nothing. */
final class ApplyPlan {

  private final LabelSelector selector;
  private final UriGuard uris;
  private final Map<RuntimeKind, RuntimeApiException> unlisted = new EnumMap<>(RuntimeKind.class);
  private final RevivePolicy revive;
  private final Map<ComponentKey, Declared> declared = new LinkedHashMap<>();
  private final List<PlannedItem> items = new ArrayList<>();
  private int left;
  private List<RuntimeComponentInfo> gone = List.of();

  /**
   * An empty set.
   *
   * @param selector which components belong to the set
   * @param uris refuses changes that would clear a hidden URI
   * @param revive decides about components without heartbeats
   */
  ApplyPlan(LabelSelector selector, UriGuard uris, RevivePolicy revive) {
    this.selector = selector;
    this.uris = uris;
    this.revive = revive;
  }

  /**
   * An item of the files.
   *
   * @param key the component; null for an item that is invalid
   * @param step makes the step from the rows of the registry
   */
  private record PlannedItem(
      @Nullable ComponentKey key,
      Function<Map<ComponentKey, RuntimeComponentInfo>, ApplyStep> step) {}

  /** A declared component and its place in the files. */
  private record Declared(DeclaredPlace place, DeclaredComponent component, JsonObject item) {

    /**
     * The component with its masks replaced by the secrets of the row.
     *
     * @throws RuntimeApiException.InvalidRequest when a mask does not match the secret of the row
     */
    DeclaredComponent unmasked(@Nullable RuntimeComponentInfo row) {
      if (MaskedValues.places(item.node()).isEmpty()) {
        return component;
      }
      JsonObject known = row == null ? item : DeclaredComponent.withSecretsOf(row, item);
      MaskGuard.check(known);
      return DeclaredComponent.fromJson(known);
    }
  }

  /**
   * Adds the components of a file.
   *
   * @throws UsageException when a component is declared twice
   */
  void add(DeclarationFiles.Source source, Diagnostics diagnostics) {
    InputFile.Content content = source.content();
    for (int i = 0; i < content.items().size(); i++) {
      DeclaredPlace place = DeclaredPlace.of(source, i);
      try {
        content.maskedRegistration(i, diagnostics);
        JsonObject item = JsonObject.from(content.items().get(i));
        add(place, item == null ? JsonObject.EMPTY : item);
      } catch (RuntimeApiException.InvalidRequest invalid) {
        ApplyStep failed = step(Action.REGISTER, place, content.nameOf(i)).failed(invalid);
        items.add(new PlannedItem(null, rows -> failed));
      }
    }
  }

  private void add(DeclaredPlace place, JsonObject item) {
    DeclaredComponent component = DeclaredComponent.fromJson(item);
    ComponentKey key = component.row().key();
    Declared one = new Declared(place, component, item);
    Declared before = declared.putIfAbsent(key, one);
    if (before != null) {
      throw new UsageException(
          place.line()
              + ": "
              + component.request().kind().word()
              + " "
              + component.request().name()
              + " is already declared at "
              + before.place.line(),
          "use only one of them");
    }
    if (isSelected(component.row())) {
      items.add(new PlannedItem(key, rows -> step(one, rows.get(key))));
    } else {
      left++;
    }
  }

  /** The number of declared components that the selector excludes. */
  int left() {
    return left;
  }

  /**
   * The steps in the order of the set, dependencies before dependents, followed by the components
   * to prune in the order of names, dependents before dependencies.
   *
   * @param lister lists all kinds, as far as the registry supports it
   * @param prune whether to deregister selected components that are not in the set
   * @param pruned the kind to prune; null for all kinds
   */
  List<ApplyStep> steps(
      RuntimeApi registry, AllKindsLister lister, boolean prune, @Nullable RuntimeKind pruned) {
    List<PlannedItem> ordered =
        ApplyOrder.ordered(
            items,
            PlannedItem::key,
            declared.values().stream().map(one -> one.component.row()).toList());
    Map<ComponentKey, RuntimeComponentInfo> rows = rows(registry, lister, prune, pruned);
    List<ApplyStep> all = new ArrayList<>();
    ordered.forEach(item -> all.add(item.step.apply(rows)));
    if (prune) {
      gone =
          ApplyOrder.dependentsFirst(
              rows.values().stream()
                  .filter(row -> isGone(row, pruned))
                  .sorted(RuntimeComponentInfo.BY_KIND_AND_NAME)
                  .toList());
      gone.forEach(row -> all.add(deregistration(row)));
    }
    return all;
  }

  /** The rows to prune, once the steps are planned. */
  List<RuntimeComponentInfo> gone() {
    return gone;
  }

  /** A row with the dependencies that the files declare for it. */
  RuntimeComponentInfo declared(RuntimeComponentInfo row) {
    Declared one = declared.get(row.key());
    return one == null ? row : one.component.withDependencies(row);
  }

  private Map<ComponentKey, RuntimeComponentInfo> rows(
      RuntimeApi registry, AllKindsLister lister, boolean prune, @Nullable RuntimeKind pruned) {
    Map<ComponentKey, RuntimeComponentInfo> rows = new HashMap<>();
    Set<RuntimeKind> kinds = EnumSet.noneOf(RuntimeKind.class);
    declared.values().forEach(one -> kinds.add(one.component.request().kind()));
    if (prune) {
      RuntimeListQuery meant = RuntimeListQuery.of(pruned);
      keep(lister.list(registry, meant), rows);
      RuntimeKind listed = lister.listed(meant).kind();
      kinds.removeIf(kind -> listed == null || listed == kind);
    }
    for (RuntimeKind kind : kinds) {
      try {
        keep(registry.list(RuntimeListQuery.of(kind)), rows);
      } catch (RuntimeApiException.Unsupported unsupported) {
        if (kind == RuntimeKind.WORKER_POOL) {
          throw unsupported;
        }
        unlisted.put(kind, unsupported);
      }
    }
    return rows;
  }

  private void keep(RuntimeListResponse listed, Map<ComponentKey, RuntimeComponentInfo> rows) {
    revive.asOf(listed);
    listed.items().forEach(row -> rows.put(row.key(), row));
  }

  private ApplyStep step(Declared one, @Nullable RuntimeComponentInfo row) {
    String kind = one.component.request().kind().word();
    String name = one.component.request().name();
    DeclaredComponent component;
    RuntimeApiException refusal = unlisted.get(one.component.request().kind());
    if (refusal != null) {
      return ApplyStep.planned(Action.REGISTER, one.place, kind, name, null, List.of())
          .failed(refusal);
    }
    try {
      component = one.unmasked(row);
      if (row == null) {
        DashNameGuard.refuse(name);
      }
    } catch (RuntimeApiException.InvalidRequest masked) {
      Action action = row == null ? Action.REGISTER : Action.CHANGE;
      return ApplyStep.planned(action, one.place, kind, name, null, List.of()).failed(masked);
    }
    if (row == null) {
      List<FieldChange> all =
          FieldChange.between(
              JsonObject.EMPTY.with("name", name).with("kind", kind),
              component.request().declaration());
      return ApplyStep.planned(Action.REGISTER, one.place, kind, name, component.request(), all);
    }
    List<FieldChange> changes = component.changes(row);
    if (changes.isEmpty()) {
      return ApplyStep.planned(Action.UNCHANGED, one.place, kind, name, null, changes);
    }
    Action action = isOffline(row) ? Action.REGISTER : Action.CHANGE;
    try {
      RuntimeUpdateRequest change = component.changeOf(row);
      if (revive.skips(row, change)) {
        return ApplyStep.planned(Action.SKIP, one.place, kind, name, null, changes);
      }
      RuntimeRegistrationRequest request = component.appliedTo(row);
      if (!component.named().contains("uri")) {
        uris.check(row, request.uri());
      }
      return ApplyStep.planned(action, one.place, kind, name, request, changes)
          .changing(revive.changeWithoutHeartbeat(row, change));
    } catch (RuntimeApiException.InvalidRequest | RuntimeApiException.Conflict impossible) {
      return ApplyStep.planned(action, one.place, kind, name, null, changes).failed(impossible);
    }
  }

  private static ApplyStep step(Action action, DeclaredPlace place, String name) {
    return ApplyStep.planned(action, place, "", name, null, List.of());
  }

  private boolean isGone(RuntimeComponentInfo row, @Nullable RuntimeKind pruned) {
    return !declared.containsKey(row.key())
        && !isOffline(row)
        && !row.isLease()
        && (pruned == null || pruned.word().equals(row.kind()))
        && isSelected(row);
  }

  private static ApplyStep deregistration(RuntimeComponentInfo row) {
    String kind = String.valueOf(row.kind());
    ApplyStep step =
        ApplyStep.planned(Action.DEREGISTER, DeclaredPlace.NONE, kind, row.name(), null, List.of());
    try {
      return ApplyStep.planned(
          Action.DEREGISTER,
          DeclaredPlace.NONE,
          kind,
          row.name(),
          new RuntimeDeregistrationRequest(row.name(), RuntimeKind.of(kind)),
          List.of());
    } catch (RuntimeApiException.InvalidRequest unnameable) {
      return step.failed(unnameable);
    }
  }

  private boolean isSelected(RuntimeComponentInfo row) {
    return RuntimeListQuery.ALL.withLabels(selector).matches(row);
  }

  private static boolean isOffline(RuntimeComponentInfo row) {
    return row.status().equals(Liveness.OFFLINE);
  }
}
