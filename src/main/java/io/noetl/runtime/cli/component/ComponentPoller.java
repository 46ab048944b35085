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
  private final AllKindsLister lister;
  private final Environment environment;
  private final RuntimeKind kind;
  private final List<String> names;
  private final @Nullable LabelSelector selector;
  private List<ListedComponent> seen = List.of();
  private boolean isPolled;
  private boolean judges;

  public ComponentPoller(
      Session session, Environment environment, RuntimeKind kind, List<String> names) {
    this.session = session;
    this.lister = new AllKindsLister(session.diagnostics());
    this.environment = environment;
    this.kind = kind;
    this.names = names;
    this.selector = null;
  }

  /** Polls what a command line names or selects; a selection is made anew each time. */
  public ComponentPoller(
      Session session, Environment environment, RuntimeKind kind, ComponentSelection selection) {
    this.session = session;
    this.lister = new AllKindsLister(session.diagnostics());
    this.environment = environment;
    this.kind = kind;
    this.selector = selection.isSelecting() ? selection.labels() : null;
    this.names = selector == null ? selection.all(session.settings()) : List.of();
  }

  /** The same, for which a component that is blocked has no status yet. */
  public ComponentPoller withDependencies() {
    judges = true;
    return this;
  }

  private List<ListedComponent> judged(
      List<ListedComponent> components, RuntimeListQuery query, RuntimeListResponse listed) {
    return judges
        ? ComponentGraph.judged(components, query, listed, lister, session, environment)
        : components;
  }

  /** Lists the components again. */
  public void poll() {
    if (selector != null) {
      RuntimeListQuery selected = RuntimeListQuery.of(kind).withLabels(selector).withLeases(false);
      RuntimeListResponse listed = session.registry().list(selected);
      seen =
          judged(
              ListedComponent.of(
                  listed, environment.clock().asOf(listed.asOf()), session.staleAfter()),
              selected,
              listed);
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
    seen = judged(List.copyOf(found.values()), query, listed);
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
    return seen.stream().filter(component -> isInStatus(component, status)).toList();
  }

  private static boolean isInStatus(ListedComponent component, String status) {
    return component.hasStatus(status) && !component.isBlocked();
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

  private static String describe(ListedComponent component) {
    return component.name()
        + " is "
        + component.liveness().effectiveStatus()
        + (component.isBlocked() ? ", blocked by " + String.join(", ", component.blockedBy()) : "");
  }

  /** The components with another status, in words. */
  public String describeOthers(String status) {
    if (seen.isEmpty()) {
      return describeNone();
    }
    return seen.stream()
        .filter(component -> !isInStatus(component, status))
        .map(ComponentPoller::describe)
        .collect(Collectors.joining(", ", "but ", ""));
  }
}
