package io.noetl.runtime.cli.component;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.Lease;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A component with its effective status.
 *
 * @param node the component in the graph of dependencies; null where that was not read
 */
public record ListedComponent(
    RuntimeComponentInfo info, Liveness liveness, @Nullable DependencyNode node)
    implements Confidential<ListedComponent> {

  /** A component whose dependencies were not looked for. */
  public ListedComponent(RuntimeComponentInfo info, Liveness liveness) {
    this(info, liveness, null);
  }

  public static final String GONE = "gone";
  private static final String DEAD = "dead";

  public static final View<ListedComponent> VIEW =
      new View<>(
          ComponentColumn.SHOWN,
          ListedComponent::name,
          ListedComponent::document,
          ListedComponent::lines);

  /** Computes the effective status of listed components. */
  public static List<ListedComponent> of(
      RuntimeListResponse listed, Instant asOf, Duration staleAfter) {
    return listed.items().stream()
        .map(info -> new ListedComponent(info, Liveness.of(info, asOf, staleAfter)))
        .toList();
  }

  /** The placeholder for a component that is not registered. */
  static ListedComponent gone(RuntimeKind kind, String name) {
    JsonObject row =
        JsonObject.EMPTY.with("name", name).with("kind", kind.word()).with("status", GONE);
    return new ListedComponent(
        new RuntimeComponentInfo(row), new Liveness(GONE, null, null, false));
  }

  @Override
  public ListedComponent masked() {
    RuntimeComponentInfo masked = info.masked();
    return masked.equals(info) ? this : new ListedComponent(masked, liveness, node);
  }

  public String name() {
    return info.name();
  }

  public String effectiveStatus() {
    return liveness.effectiveStatus();
  }

  /** A field of the runtime object. */
  public @Nullable String meta(String key) {
    return info.json().object("runtime").text(key);
  }

  /** Whether this is the effective status, or {@code dead} where it is; case does not matter. */
  public boolean hasStatus(String status) {
    String wanted = status.strip();
    return liveness.effectiveStatus().equalsIgnoreCase(wanted)
        || (liveness.dead() && DEAD.equalsIgnoreCase(wanted));
  }

  /** Whether it declares dependencies, readable or not. */
  public boolean declaresDependencies() {
    return info.json().object("runtime").has(ComponentReference.FIELD);
  }

  /** Whether it is known that it is alive and lacks a dependency. */
  public boolean isBlocked() {
    return node != null && node.isBlocked();
  }

  /** Whether it is blocked; null where it declares no dependency, or none were looked for. */
  @Nullable Boolean blocked() {
    if (node == null || node.dependencies().isEmpty()) {
      return null;
    }
    return node.isBlocked();
  }

  /** The dependencies that a blocked component lacks, and why. */
  public List<String> blockedBy() {
    return node == null ? List.of() : node.blockedBy();
  }

  /** Whether it is neither offline nor stale. */
  public boolean isAlive() {
    return liveness.isAlive();
  }

  /** Whether it takes work: it is ready, active or busy. */
  public boolean isWorking() {
    return switch (effectiveStatus()) {
      case "ready", "active", "busy" -> true;
      default -> false;
    };
  }

  /** Whether it is not registered. */
  public boolean isGone() {
    return effectiveStatus().equals(GONE);
  }

  public boolean isOffline() {
    return hasStatus(Liveness.OFFLINE);
  }

  /**
   * Whether it was deregistered: an offline component whose last heartbeat was recent then, while a
   * sweep needs a long silence.
   */
  public boolean wasDeregistered(Duration offlineAfter) {
    Instant ended = info.json().instant("updated_at");
    Instant last = info.heartbeat();
    return isOffline()
        && ended != null
        && last != null
        && Duration.between(last, ended).compareTo(offlineAfter) < 0;
  }

  String heartbeat() {
    return time("heartbeat");
  }

  /** A time in UTC, truncated to seconds; a value that is no time unchanged. */
  String time(String field) {
    Instant time = info.json().instant(field);
    return time == null
        ? Objects.requireNonNullElse(info.json().text(field), "")
        : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public String age() {
    Duration age = liveness.age();
    return age == null ? "" : AgeFormat.text(age);
  }

  /** When it becomes stale, or for how long it has been; empty for offline components. */
  public String expires() {
    Duration expiresIn = liveness.expiresIn();
    if (expiresIn == null) {
      return "";
    }
    if (info.isLease()) {
      return expiresIn.isNegative()
          ? "expired " + AgeFormat.text(expiresIn.negated()) + " ago"
          : "expires in " + AgeFormat.text(Duration.ofSeconds(-expiresIn.negated().toSeconds()));
    }
    return expiresIn.isNegative()
        ? "stale for " + AgeFormat.text(expiresIn.negated())
        : "stale in " + AgeFormat.text(Duration.ofSeconds(-expiresIn.negated().toSeconds()));
  }

  /** The same without blanks: the time until it becomes stale, negative once it is. */
  String expiresIn() {
    Duration expiresIn = liveness.expiresIn();
    if (expiresIn == null) {
      return "";
    }
    return expiresIn.isNegative()
        ? "-" + AgeFormat.text(expiresIn.negated())
        : AgeFormat.text(Duration.ofSeconds(-expiresIn.negated().toSeconds()));
  }

  public String labels() {
    return labels(info);
  }

  /** The labels in the form of options. */
  public static String labels(RuntimeComponentInfo info) {
    return info.labels().entrySet().stream()
        .map(label -> label.getValue().isEmpty() ? label.getKey() : label.toString())
        .collect(Collectors.joining(","));
  }

  String capabilities() {
    return String.join(",", info.capabilities());
  }

  /** The object from the registry, with the {@code computed} object appended. */
  public ObjectNode document() {
    JsonObject computed = info.json().object("computed").merge(computed());
    return info.json().with("computed", computed).node();
  }

  /** The values that are computed and not stored. */
  public JsonObject computed() {
    JsonObject computed = liveness.toJson();
    Boolean blocked = blocked();
    return blocked == null
        ? computed
        : computed.with("blocked", blocked).with("blocked_by", blockedBy());
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    line(lines, "name", name());
    line(lines, "kind", Objects.requireNonNullElse(info.kind(), ""));
    line(lines, "status", status());
    Drain drain = Drain.of(info);
    if (drain != null) {
      line(lines, "drain", drain.inWords());
    }
    Lease lease = Lease.of(info);
    if (lease != null) {
      line(lines, "lease", lease.inWords());
    }
    line(lines, "runtime", Objects.requireNonNullElse(info.runtimeType(), ""));
    if (info.version() != null) {
      line(lines, "version", info.version());
    }
    line(lines, "capacity", Objects.requireNonNullElse(info.capacity(), ""));
    line(lines, "heartbeat", heartbeat() + (liveness.age() == null ? "" : " (" + age() + " ago)"));
    line(lines, "host", Objects.requireNonNullElse(info.hostname(), ""));
    line(lines, "pid", Objects.requireNonNullElse(info.pid(), ""));
    line(lines, "uri", Objects.requireNonNullElse(info.uri(), ""));
    line(lines, "labels", labels());
    if (!info.capabilities().isEmpty()) {
      line(lines, "capabilities", capabilities());
    }
    line(lines, "runtime_id", Objects.requireNonNullElse(info.runtimeId(), ""));
    line(lines, "created", time("created_at"));
    line(lines, "updated", time("updated_at"));
    return lines;
  }

  private String status() {
    String effective = liveness.effectiveStatus() + (isBlocked() ? ", blocked" : "");
    return liveness.effectiveStatus().equals(info.status())
        ? effective
        : effective + " (registered as " + info.status() + ")";
  }

  public static void line(List<String> lines, String key, String value) {
    lines.add(
        (key.isEmpty() ? " " : key + ':')
            + " ".repeat(Math.max(1, 13 - key.length()))
            + (value.isEmpty() ? "-" : value));
  }
}
