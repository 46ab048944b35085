package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.secrets.Confidential;
import io.noetl.runtime.text.AgeFormat;
import io.noetl.runtime.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event of a watch: a change of a component, or an outage of the registry or its end.
 *
 * @param component the component as it is now, or was last; null for events of the registry
 * @param was the previous effective status, where it changed
 * @param detail details of an outage
 */
record WatchEvent(
    Instant time,
    Happening happening,
    @Nullable ListedComponent component,
    @Nullable String was,
    @Nullable String detail)
    implements Confidential<WatchEvent> {

  /** The beginning of the JSON of every event. */
  static final String JSON_START = "{\"time\":";

  /** The types of events. */
  enum Happening {
    ADDED,
    CHANGED,
    STALE,
    BLOCKED,
    UNBLOCKED,
    REMOVED,
    UNREACHABLE,
    REACHABLE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public WatchEvent masked() {
    return new WatchEvent(
        time, happening, component == null ? null : component.masked(), was, detail);
  }

  WatchEvent {
    time = time.truncatedTo(ChronoUnit.SECONDS);
  }

  static WatchEvent of(
      Instant time, Happening happening, ListedComponent component, @Nullable String was) {
    return new WatchEvent(time, happening, component, was, null);
  }

  static WatchEvent unreachable(Instant time, String problem) {
    return new WatchEvent(time, Happening.UNREACHABLE, null, null, problem);
  }

  static WatchEvent reachable(Instant time, Duration outage) {
    return new WatchEvent(
        time, Happening.REACHABLE, null, null, "again after " + AgeFormat.text(outage));
  }

  JsonObject toJson() {
    JsonObject json =
        JsonObject.EMPTY.with("time", time.toString()).with("event", happening.word());
    if (component == null) {
      return json.with("detail", detail);
    }
    return json.with("kind", component.info().kind())
        .with("name", component.name())
        .with("status", component.effectiveStatus())
        .with("was", was)
        .with("component", component.document());
  }

  /** Time, type, kind, name and status separated by blanks, followed by details. */
  String line() {
    String words = time + " " + happening.word() + " ";
    return Printable.escape(
        component == null
            ? words + "- - - " + detail
            : words
                + component.info().kind()
                + " "
                + component.name()
                + " "
                + component.effectiveStatus()
                + (was == null ? "" : " was " + was)
                + (happening == Happening.BLOCKED
                    ? " by " + String.join(", ", component.blockedBy())
                    : ""));
  }
}
