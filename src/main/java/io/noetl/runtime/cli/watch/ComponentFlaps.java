package io.noetl.runtime.cli.watch;

import io.noetl.runtime.output.Ages;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Sparkline;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How restless a component was.
 *
 * @param changes how often its effective status became another
 * @param perHour the same in an hour
 * @param longestSilence the longest time between two heartbeats of those that made it stale or
 *     offline; null where it never was
 * @param missed the beats that were due in such silences
 * @param bars its changes in equal parts of the time
 */
@SuppressWarnings("ArrayRecordComponent") // is never compared
public record ComponentFlaps(
    String kind,
    String name,
    String status,
    int changes,
    double perHour,
    @Nullable Duration longestSilence,
    long missed,
    int[] bars) {

  static final View<ComponentFlaps> VIEW =
      new View<>(
          List.of(
              Column.of("NAME", ComponentFlaps::name),
              Column.of("KIND", ComponentFlaps::kind),
              Column.of("STATUS", ComponentFlaps::status),
              Column.of("CHANGES", flaps -> Integer.toString(flaps.changes)),
              Column.of("PER_HOUR", flaps -> flaps.rate().toPlainString()),
              Column.of("LONGEST_SILENCE", ComponentFlaps::silence)
                  .inCsv(ComponentFlaps::silenceInSeconds),
              Column.of("MISSED", flaps -> Long.toString(flaps.missed)),
              Column.of("TREND", flaps -> Sparkline.of(flaps.bars))),
          ComponentFlaps::name,
          ComponentFlaps::document,
          flaps -> List.of(flaps.kind + " " + flaps.name + ": " + flaps.changes + " changes"));

  private BigDecimal rate() {
    return BigDecimal.valueOf(perHour).setScale(1, RoundingMode.HALF_UP);
  }

  private String silence() {
    return longestSilence == null ? "" : Ages.text(longestSilence);
  }

  private String silenceInSeconds() {
    return longestSilence == null ? "" : Long.toString(longestSilence.toSeconds());
  }

  private ObjectNode document() {
    return JsonObject.EMPTY
        .with("name", name)
        .with("kind", kind)
        .with("status", status)
        .with("changes", changes)
        .with("changes_per_hour", rate())
        .with("longest_silence_s", longestSilence == null ? null : longestSilence.toSeconds())
        .with("missed_beats", missed)
        .with("changes_over_time", Arrays.stream(bars).boxed().toList())
        .node();
  }
}
