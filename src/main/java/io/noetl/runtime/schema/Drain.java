package io.noetl.runtime.schema;

import io.noetl.runtime.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a component is to take no new work: a mark in its runtime object, and its status where no
 * server takes that for death.
 *
 * @param note the reason, as free text
 * @param until the end of the drain, by the registry's clock; null until it is resumed explicitly
 */
public record Drain(@Nullable String note, @Nullable Instant until) {

  public static final String STATUS = "draining";
  private static final String READY = "ready";
  public static final String NOTE = "drain_note";
  public static final String UNTIL = "drain_until";

  /** The fields of the runtime object that say it. */
  public static final List<String> FIELDS = List.of(NOTE, UNTIL);

  /** The end of a drain without a time limit. */
  private static final String OPEN = "resume";

  /** The end in whole seconds, as it is stored. */
  public Drain {
    until = until == null ? null : until.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * What a component says of it; null for one that does not drain. The mark alone is enough where
   * the status is {@code ready}: some servers set that at every heartbeat.
   */
  public static @Nullable Drain of(RuntimeComponentInfo component) {
    JsonObject runtime = component.json().object("runtime");
    boolean drains =
        component.status().equals(STATUS)
            || (component.status().equals(READY) && runtime.get(UNTIL) != null);
    return drains ? new Drain(runtime.text(NOTE), runtime.instant(UNTIL)) : null;
  }

  /** Whether a component carries the mark, whatever its status. */
  public static boolean isMarked(RuntimeComponentInfo component) {
    JsonObject runtime = component.json().object("runtime");
    return runtime.get(UNTIL) != null || runtime.get(NOTE) != null;
  }

  /**
   * Whether another status ends it. A component that is offline may come back, and is then still
   * draining.
   */
  public static boolean endsWith(String status) {
    return !status.equals(STATUS) && !status.equals(Liveness.OFFLINE);
  }

  /** Fields of a runtime object without those that say it. */
  public static JsonObject without(JsonObject meta) {
    return new JsonObject(meta.copy().remove(FIELDS));
  }

  /** Whether its time has passed: the next heartbeat makes the component ready. */
  public boolean isOver(Instant asOf) {
    return until != null && until.isBefore(asOf);
  }

  /** End and note in a line. */
  public String inWords() {
    String end = until == null ? "until resumed" : "until " + until;
    return note == null ? end : end + ": " + note;
  }

  /** The change that begins it; what an earlier one said is replaced. */
  public RuntimeUpdateRequest begin(RuntimeKind kind, String name) {
    return change(kind, name, STATUS, note, end());
  }

  /** The same as a mark alone, which leaves the status as it is. */
  public RuntimeUpdateRequest mark(RuntimeKind kind, String name) {
    return change(kind, name, null, note, end());
  }

  private String end() {
    return until == null ? OPEN : until.toString();
  }

  /** The change that ends it. */
  public static RuntimeUpdateRequest end(RuntimeKind kind, String name) {
    return change(kind, name, READY, null, null);
  }

  private static RuntimeUpdateRequest change(
      RuntimeKind kind,
      String name,
      @Nullable String status,
      @Nullable String note,
      @Nullable String until) {
    return new RuntimeUpdateRequest(
        name,
        kind,
        status,
        null,
        null,
        JsonObject.EMPTY,
        JsonObject.EMPTY.with(NOTE, note).with(UNTIL, until));
  }

  /** A registration that leaves a component that drains as it is in that. */
  public static RuntimeRegistrationRequest kept(
      RuntimeRegistrationRequest registration, RuntimeComponentInfo row) {
    Drain drain = of(row);
    if (drain == null) {
      return registration;
    }
    JsonObject meta = registration.meta().withPresent(NOTE, drain.note).with(UNTIL, drain.end());
    return new RuntimeRegistrationRequest(
        registration.name(),
        registration.kind(),
        registration.runtime(),
        registration.uri(),
        row.status().equals(STATUS) ? STATUS : registration.status(),
        registration.capacity(),
        registration.labels(),
        registration.capabilities(),
        registration.pid(),
        registration.hostname(),
        meta);
  }
}
