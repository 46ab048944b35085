package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentColumn;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.version.ComponentVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The components of one kind and version.
 *
 * @param version null for the components that declare none
 */
record VersionCount(
    String kind, @Nullable ComponentVersion version, List<ListedComponent> members) {

  static final View<VersionCount> VIEW =
      new View<>(
          List.of(
              Column.of("KIND", VersionCount::kind),
              Column.of("VERSION", VersionCount::text),
              Column.of("COUNT", it -> Integer.toString(it.members.size())),
              Column.of("READY", it -> Integer.toString(it.ready())),
              Column.of("STALE", it -> Integer.toString(it.stale())),
              Column.of("BLOCKED", it -> Integer.toString(it.blocked())),
              Column.of("OFFLINE", it -> Integer.toString(it.offline())),
              Column.of("OLDEST", it -> time(it.oldest())),
              Column.of("NEWEST", it -> time(it.newest()))),
          VersionCount::name,
          VersionCount::document,
          it -> List.of(it.name() + " " + it.members.size()));

  private record Key(String kind, @Nullable ComponentVersion version) {}

  /** The groups in the order of kinds and versions; those without a version last. */
  static List<VersionCount> of(List<ListedComponent> components) {
    Comparator<ListedComponent> order =
        Comparator.comparing(VersionCount::kindOf)
            .thenComparing(ComponentColumn.of("--sort-by", "version").order(true));
    Map<Key, List<ListedComponent>> groups = new LinkedHashMap<>();
    for (ListedComponent component : components.stream().sorted(order).toList()) {
      Key key = new Key(kindOf(component), component.info().declaredVersion());
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(component);
    }
    return groups.entrySet().stream()
        .map(group ->
            new VersionCount(group.getKey().kind, group.getKey().version, group.getValue()))
        .toList();
  }

  private static String kindOf(ListedComponent component) {
    return Objects.requireNonNullElse(component.info().kind(), "");
  }

  private String text() {
    return version == null ? "" : version.text();
  }

  private String name() {
    return version == null ? kind : kind + "@" + version.text();
  }

  private int ready() {
    return count(ListedComponent::isWorking);
  }

  private int stale() {
    return count(component -> component.liveness().stale());
  }

  private int blocked() {
    return count(ListedComponent::isBlocked);
  }

  private int offline() {
    return count(ListedComponent::isOffline);
  }

  private int count(Predicate<ListedComponent> counted) {
    return Math.toIntExact(members.stream().filter(counted).count());
  }

  private @Nullable Instant oldest() {
    return registered().min(Comparator.naturalOrder()).orElse(null);
  }

  private @Nullable Instant newest() {
    return registered().max(Comparator.naturalOrder()).orElse(null);
  }

  private Stream<Instant> registered() {
    return members.stream()
        .map(component -> component.info().json().instant("created_at"))
        .filter(Objects::nonNull);
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private ObjectNode document() {
    return JsonObject.EMPTY
        .with("kind", kind)
        .with("version", version == null ? null : version.text())
        .with("count", members.size())
        .with("ready", ready())
        .with("stale", stale())
        .with("blocked", blocked())
        .with("offline", offline())
        .with("oldest", oldest() == null ? null : time(oldest()))
        .with("newest", newest() == null ? null : time(newest()))
        .node();
  }
}
