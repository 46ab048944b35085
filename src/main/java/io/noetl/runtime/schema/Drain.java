package io.noetl.runtime.schema;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * That a component takes no new work: its status, with two fields of its runtime object.
 *
 * @param note why, in somebody's words
 * @param until when it is ready again, by the registry's clock; null for when somebody says so
 */
public record Drain(@Nullable String note, @Nullable Instant until) {

  public static final String STATUS = "draining";
  private static final String NOTE = "drain_note";
  private static final String UNTIL = "drain_until";

  /** The end in whole seconds, as it is stored. */
  public Drain {
    until = until == null ? null : until.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What a component says of it; null for one that does not drain. */
  public static @Nullable Drain of(RuntimeComponentInfo component) {
    JsonObject runtime = component.json().object("runtime");
    return component.status().equals(STATUS)
        ? new Drain(runtime.text(NOTE), runtime.instant(UNTIL))
        : null;
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
    return change(kind, name, STATUS, note, until == null ? null : until.toString());
  }

  /** The change that ends it. */
  public static RuntimeUpdateRequest end(RuntimeKind kind, String name) {
    return change(kind, name, "ready", null, null);
  }

  private static RuntimeUpdateRequest change(
      RuntimeKind kind, String name, String status, @Nullable String note, @Nullable String until) {
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
    JsonObject meta =
        registration
            .meta()
            .withPresent(NOTE, drain.note)
            .withPresent(UNTIL, drain.until == null ? null : drain.until.toString());
    return new RuntimeRegistrationRequest(
        registration.name(),
        registration.kind(),
        registration.runtime(),
        registration.uri(),
        STATUS,
        registration.capacity(),
        registration.labels(),
        registration.pid(),
        registration.hostname(),
        meta);
  }
}
