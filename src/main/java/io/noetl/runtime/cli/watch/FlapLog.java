package io.noetl.runtime.cli.watch;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the events of a log and computes the flaps of each component. */
final class FlapLog {

  private static final int BARS = 24;

  /** A rate of a shorter log would say more than the log does. */
  private static final Duration SHORTEST_FOR_RATE = Duration.ofMinutes(10);

  /** The history of one component. */
  private static final class History {
    private final List<Instant> changes = new ArrayList<>();
    private final List<Duration> silences = new ArrayList<>();
    private @Nullable Instant silentSince;
    private String status = "";
  }

  private final Map<ComponentKey, History> histories =
      new TreeMap<>(Comparator.comparing(ComponentKey::name).thenComparing(ComponentKey::kind));
  private @Nullable Instant first;
  private @Nullable Instant last;

  /**
   * Adds an event.
   *
   * @throws IllegalArgumentException with a message about missing fields
   */
  void add(JsonObject event) {
    Instant time = event.instant("time");
    String happening = event.text("event");
    if (time == null || happening == null) {
      throw new IllegalArgumentException("it has no time and event");
    }
    String name = event.text("name");
    String kind = event.text("kind");
    String status = event.text("status");
    boolean whole = name != null && kind != null && status != null;
    if (!whole && !happening.endsWith("reachable")) {
      throw new IllegalArgumentException("it has no kind, name and status");
    }
    first = first == null || time.isBefore(first) ? time : first;
    last = last == null || time.isAfter(last) ? time : last;
    if (name != null && kind != null && status != null) {
      Instant heartbeat = event.object("component").instant("heartbeat");
      History history =
          histories.computeIfAbsent(new ComponentKey(kind, name), key -> new History());
      add(history, time, status, heartbeat);
    }
  }

  private static void add(
      History history, Instant time, String status, @Nullable Instant heartbeat) {
    if (!history.status.isEmpty() && !history.status.equals(status)) {
      history.changes.add(time);
    }
    history.status = status;
    Instant since = history.silentSince;
    if (since != null && heartbeat != null && heartbeat.isAfter(since)) {
      history.silences.add(Duration.between(since, heartbeat));
      history.silentSince = null;
    }
    boolean silent = status.equals("stale") || status.equals("offline");
    history.silentSince = silent ? heartbeat : null;
  }

  /** The flaps of each component; those with the most changes come first. */
  List<ComponentFlaps> flaps(Duration every) {
    Instant begin = first;
    Instant end = last;
    if (begin == null || end == null) {
      return List.of();
    }
    List<ComponentFlaps> flaps = new ArrayList<>();
    histories.forEach((key, history) -> flaps.add(flaps(key, history, begin, end, every)));
    flaps.sort(Comparator.comparingInt(ComponentFlaps::changes).reversed());
    return List.copyOf(flaps);
  }

  private static ComponentFlaps flaps(
      ComponentKey key, History history, Instant begin, Instant end, Duration every) {
    List<Duration> silences = new ArrayList<>(history.silences);
    if (history.silentSince != null) {
      silences.add(Duration.between(history.silentSince, end));
    }
    long missed = 0;
    for (Duration silence : silences) {
      // The heartbeat that ends the silence was not missed.
      missed += Math.max(0, (silence.toMillis() - 1) / every.toMillis());
    }
    Duration whole = Duration.between(begin, end);
    long span = Math.max(1, whole.toMillis());
    int[] bars = new int[BARS];
    for (Instant change : history.changes) {
      long at = Duration.between(begin, change).toMillis() * BARS / span;
      bars[(int) Math.min(BARS - 1, at)]++;
    }
    return new ComponentFlaps(
        key.kind(),
        key.name(),
        history.status,
        history.changes.size(),
        whole.compareTo(SHORTEST_FOR_RATE) < 0 ? null : history.changes.size() * 3_600_000.0 / span,
        silences.stream().max(Comparator.naturalOrder()).orElse(null),
        missed,
        bars);
  }

  /** Whether no event was added. */
  boolean isEmpty() {
    return first == null;
  }

  /** The times of the first and the last event. */
  JsonObject span() {
    return JsonObject.EMPTY
        .with("from", first == null ? null : first.toString())
        .with("to", last == null ? null : last.toString());
  }
}
