package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.registry.ClockOffset;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyDocument;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A component with values that are computed for {@code get}.
 *
 * @param every the heartbeat interval
 * @param ahead how far the local clock is ahead of the registry's; null where that is unknown
 * @param deregistered whether it was deregistered, so that no heartbeats are expected
 * @param duplicates components of the same host and pid with other names
 */
record ComponentDetails(
    ListedComponent component,
    Duration every,
    @Nullable Duration ahead,
    boolean deregistered,
    List<ListedComponent> duplicates)
    implements Confidential<ComponentDetails> {

  /** More of the names that need a component are counted. */
  private static final int MOST_NAMES = 10;

  static final View<ComponentDetails> VIEW =
      new View<>(
          ListedComponent.VIEW.columns().stream()
              .map(column -> column.<ComponentDetails>in(ComponentDetails::component))
              .toList(),
          details -> details.component.name(),
          ComponentDetails::document,
          ComponentDetails::lines);

  static ComponentDetails of(
      ListedComponent component,
      List<ListedComponent> components,
      Duration every,
      @Nullable Duration ahead,
      boolean deregistered) {
    ProcessIdentity process = component.info().process();
    List<ListedComponent> duplicates =
        components.stream()
            .filter(other -> process.pid() != null)
            // Not equality: one of them may have its dependencies.
            .filter(other -> !other.info().key().equals(component.info().key()))
            .filter(other -> process.isSame(other.info().process()))
            .toList();
    return new ComponentDetails(component, every, ahead, deregistered, duplicates);
  }

  @Override
  public ComponentDetails masked() {
    return new ComponentDetails(component.masked(), every, ahead, deregistered, duplicates);
  }

  /** The number of heartbeats expected since the last one; none once it was deregistered. */
  private long expected() {
    Duration age = component.liveness().age();
    return age == null || deregistered ? 0 : age.toMillis() / every.toMillis();
  }

  /** The number of expected heartbeats that are late by more than the jitter of 10 %. */
  private long missed() {
    Duration age = component.liveness().age();
    return age == null || deregistered
        ? 0
        : Math.max(0, age.minus(every.dividedBy(10)).toMillis()) / every.toMillis();
  }

  private ObjectNode document() {
    JsonObject document = new JsonObject(component.document());
    JsonObject computed =
        document
            .object("computed")
            .with("beats_expected", expected())
            .with("beats_missed", missed())
            .with("clock_offset_s", ahead == null ? null : ahead.toSeconds())
            .with("duplicates", duplicates.stream().map(ListedComponent::name).toList());
    DependencyNode node = component.node();
    if (node != null && node.isNeeded()) {
      computed = computed.with("needed_by", DependencyDocument.neededBy(node));
    }
    return document.with("computed", computed).node();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>(component.lines());
    OperatorMark mark = OperatorMark.of(component.info());
    if (mark != null) {
      ListedComponent.line(lines, "operator", "set " + mark.inWords());
    }
    addDependencies(lines);
    addMetrics(lines);
    ListedComponent.line(lines, "expires", component.expires());
    ListedComponent.line(lines, "heartbeats", heartbeats());
    ListedComponent.line(lines, "clock", clock());
    ListedComponent.line(
        lines,
        "duplicates",
        duplicates.stream()
            .map(other -> other.name() + " (" + other.effectiveStatus() + ")")
            .collect(Collectors.joining(", ")));
    return lines;
  }

  private void addDependencies(List<String> lines) {
    DependencyNode node = component.node();
    String key = "depends on";
    for (Dependency dependency : node == null ? List.<Dependency>of() : node.dependencies()) {
      ListedComponent.line(lines, key, dependency.inWords());
      key = "";
    }
    for (DeclaredDependencies.Entry entry : DeclaredDependencies.of(component.info()).entries()) {
      if (entry.reference() == null) {
        ListedComponent.line(lines, key, entry.written() + " (not a reference)");
        key = "";
      }
    }
    if (node == null) {
      return;
    }
    List<String> needed = DependencyDocument.neededBy(node);
    if (!needed.isEmpty()) {
      int more = needed.size() - MOST_NAMES;
      String names = String.join(", ", more > 0 ? needed.subList(0, MOST_NAMES) : needed);
      ListedComponent.line(lines, "needed by", names + (more > 0 ? " and " + more + " more" : ""));
    }
  }

  private void addMetrics(List<String> lines) {
    JsonObject values = component.info().metrics();
    if (!values.isEmpty()) {
      String reported = component.info().json().object("runtime").object("metrics").text("time");
      ListedComponent.line(
          lines,
          "metrics",
          values.names().stream()
                  .sorted()
                  .map(name -> name + "=" + values.text(name))
                  .collect(Collectors.joining(" "))
              + (reported == null ? "" : " (reported " + reported + ")"));
    }
  }

  private String heartbeats() {
    if (deregistered) {
      return "none expected (deregistered)";
    }
    return component.liveness().age() == null
        ? "never"
        : missed() + " missed (expected every " + AgeFormat.text(every) + ")";
  }

  private String clock() {
    if (ahead == null) {
      return "";
    }
    ClockOffset offset = new ClockOffset(ahead);
    return offset.isTolerated() ? "same as the registry" : offset.text();
  }
}
