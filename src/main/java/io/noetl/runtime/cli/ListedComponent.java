package io.noetl.runtime.cli;

import io.noetl.runtime.output.Ages;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Hue;
import io.noetl.runtime.output.Style;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A component together with what its status is worth. */
record ListedComponent(RuntimeComponentInfo info, Liveness liveness) {

  static final View<ListedComponent> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", ListedComponent::name),
              Column.of("KIND", component -> orDash(component.info.kind())),
              Column.of("STATUS", ListedComponent::effectiveStatus).styled(ListedComponent::style),
              Column.of("RUNTIME", component -> orDash(component.info.runtimeType())),
              Column.of("CAPACITY", component -> orDash(component.info.capacity())),
              Column.of("HEARTBEAT", ListedComponent::heartbeat),
              Column.of("AGE", ListedComponent::age),
              Column.wide("HOST", component -> orDash(component.info.hostname())),
              Column.wide("PID", component -> orDash(component.info.pid())),
              Column.wide("URI", component -> orDash(component.info.uri())),
              Column.wide("LABELS", ListedComponent::labels),
              Column.wide("RUNTIME_ID", component -> orDash(component.info.runtimeId()))),
          ListedComponent::name,
          ListedComponent::document,
          ListedComponent::lines);

  /** Judges what a registry listed, by the registry's own clock where it tells it. */
  static List<ListedComponent> of(
      RuntimeListResponse listed, Duration staleAfter, InstantSource localClock) {
    Instant told = listed.asOf();
    Instant asOf = told == null ? localClock.instant() : told;
    return listed.items().stream()
        .map(info -> new ListedComponent(info, Liveness.of(info, asOf, staleAfter)))
        .toList();
  }

  String name() {
    return info.name();
  }

  private String effectiveStatus() {
    return liveness.effectiveStatus();
  }

  /** Whether it is in that status, case aside. */
  boolean hasStatus(String status) {
    return liveness.effectiveStatus().equalsIgnoreCase(status.strip());
  }

  private static Style style(ListedComponent component) {
    return switch (component.liveness.effectiveStatus()) {
      case "ready", "active" -> Style.of(Hue.GREEN);
      case "busy" -> Style.of(Hue.CYAN);
      case Liveness.STALE -> Style.of(Hue.YELLOW);
      case Liveness.OFFLINE -> Style.of(Hue.RED);
      default -> Style.PLAIN;
    };
  }

  private String heartbeat() {
    Instant heartbeat = info.heartbeat();
    return heartbeat == null ? "never" : heartbeat.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String age() {
    Duration age = liveness.age();
    return age == null ? "-" : Ages.text(age);
  }

  private String labels() {
    String labels =
        info.labels().entrySet().stream()
            .map(label -> label.getValue().isEmpty() ? label.getKey() : label.toString())
            .collect(Collectors.joining(","));
    return labels.isEmpty() ? "-" : labels;
  }

  /** The object as the registry gave it, with the {@code computed} object at its end. */
  private Map<String, @Nullable Object> document() {
    return info.json().with("computed", liveness.toJson().fields()).fields();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    line(lines, "name", name());
    line(lines, "kind", orDash(info.kind()));
    line(lines, "status", status());
    line(lines, "runtime", orDash(info.runtimeType()));
    line(lines, "capacity", orDash(info.capacity()));
    line(lines, "heartbeat", heartbeat() + (liveness.age() == null ? "" : " (" + age() + " ago)"));
    line(lines, "host", orDash(info.hostname()));
    line(lines, "pid", orDash(info.pid()));
    line(lines, "uri", orDash(info.uri()));
    line(lines, "labels", labels());
    line(lines, "runtime_id", orDash(info.runtimeId()));
    line(lines, "created", orDash(info.json().text("created_at")));
    line(lines, "updated", orDash(info.json().text("updated_at")));
    return lines;
  }

  private String status() {
    String effective = liveness.effectiveStatus();
    return effective.equals(info.status())
        ? effective
        : effective + " (registered as " + info.status() + ")";
  }

  private static void line(List<String> lines, String key, String value) {
    lines.add(key + ':' + " ".repeat(12 - key.length()) + value);
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
