package io.noetl.runtime.cli.watch;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.Sparkline;
import io.noetl.runtime.output.View;
import io.noetl.runtime.text.AgeFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How often a component changed its status.
 *
 * @param changes the number of changes of its effective status
 * @param perHour the number of changes per hour; null where the log is too short for a rate
 * @param longestSilence the longest time between two heartbeats in which it was stale or offline;
 *     null for none
 * @param missed the number of heartbeats missed in such times
 * @param bars the number of changes in each of equal parts of the time
 */
@SuppressWarnings("ArrayRecordComponent") // the record is never compared
record ComponentFlaps(
    String kind,
    String name,
    String status,
    int changes,
    @Nullable Double perHour,
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
              Column.of("PER_HOUR", ComponentFlaps::rateText),
              Column.of("LONGEST_SILENCE", ComponentFlaps::silence)
                  .inCsv(ComponentFlaps::silenceInSeconds),
              Column.of("MISSED", flaps -> Long.toString(flaps.missed)),
              Column.of("TREND", flaps -> Sparkline.of(flaps.bars))),
          ComponentFlaps::name,
          ComponentFlaps::document,
          flaps -> List.of(flaps.kind + " " + flaps.name + ": " + flaps.changes + " changes"));

  private @Nullable BigDecimal rate() {
    return perHour == null ? null : BigDecimal.valueOf(perHour).setScale(1, RoundingMode.HALF_UP);
  }

  private String rateText() {
    BigDecimal rate = rate();
    return rate == null ? "" : rate.toPlainString();
  }

  private String silence() {
    return longestSilence == null ? "" : AgeFormat.text(longestSilence);
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
