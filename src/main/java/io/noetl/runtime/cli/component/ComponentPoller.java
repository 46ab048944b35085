package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Polls the registry for some components of one kind and keeps the last result. */
public final class ComponentPoller {

  private final Session session;
  private final Environment environment;
  private final RuntimeKind kind;
  private final List<String> names;
  private final @Nullable LabelSelector selector;
  private List<ListedComponent> seen = List.of();
  private boolean isPolled;

  public ComponentPoller(
      Session session, Environment environment, RuntimeKind kind, List<String> names) {
    this.session = session;
    this.environment = environment;
    this.kind = kind;
    this.names = names;
    this.selector = null;
  }

  /** Polls what a command line names or selects; a selection is made anew each time. */
  public ComponentPoller(
      Session session, Environment environment, RuntimeKind kind, ComponentSelection selection) {
    this.session = session;
    this.environment = environment;
    this.kind = kind;
    this.selector = selection.isSelecting() ? selection.labels() : null;
    this.names = selector == null ? selection.all(session.settings()) : List.of();
  }

  /** Lists the components again. */
  public void poll() {
    if (selector != null) {
      RuntimeListResponse listed =
          session.registry().list(RuntimeListQuery.of(kind).withLabels(selector).withLeases(false));
      seen =
          ListedComponent.of(listed, environment.clock().asOf(listed.asOf()), session.staleAfter());
      isPolled = true;
      return;
    }
    RuntimeListQuery query =
        names.size() == 1
            ? RuntimeListQuery.named(kind, names.getFirst())
            : RuntimeListQuery.of(kind);
    RuntimeListResponse listed = session.registry().list(query);
    Instant asOf = environment.clock().asOf(listed.asOf());
    Map<String, ListedComponent> found = new LinkedHashMap<>();
    names.forEach(name -> found.put(name, ListedComponent.gone(kind, name)));
    ListedComponent.of(listed, asOf, session.staleAfter())
        .forEach(component -> found.replace(component.name(), component));
    seen = List.copyOf(found.values());
    isPolled = true;
  }

  /** The components as they were seen last; those that are named and not registered are gone. */
  public List<ListedComponent> seen() {
    return seen;
  }

  /** Whether the components are selected by labels, instead of named. */
  public boolean isSelecting() {
    return selector != null;
  }

  /** The components with an effective status. */
  public List<ListedComponent> inStatus(String status) {
    return seen.stream().filter(component -> component.hasStatus(status)).toList();
  }

  /** Whether there may be several components. */
  public boolean several() {
    return names.size() != 1;
  }

  /** The only component. */
  public ListedComponent only() {
    return seen.getFirst();
  }

  /** Whether all components have an effective status; of none only what is gone. */
  public boolean allInStatus(String status) {
    return seen.isEmpty()
        ? isPolled && ListedComponent.GONE.equalsIgnoreCase(status.strip())
        : inStatus(status).size() == seen.size();
  }

  /** Why there are no components, in words. */
  public String describeNone() {
    return isPolled
        ? "but no " + kind.word() + " matches"
        : "and the registry could not be reached";
  }

  /** The components with another status, in words. */
  public String describeOthers(String status) {
    if (seen.isEmpty()) {
      return describeNone();
    }
    return seen.stream()
        .filter(component -> !component.hasStatus(status))
        .map(component -> component.name() + " is " + component.liveness().effectiveStatus())
        .collect(Collectors.joining(", ", "but ", ""));
  }
}
