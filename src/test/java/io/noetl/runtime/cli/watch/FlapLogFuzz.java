package io.noetl.runtime.cli.watch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Fuzzes the lines of logs: every log can be summed up. */
public final class FlapLogFuzz {

  @FuzzTest
  public void check(byte[] input) {
    FlapLog log = new FlapLog();
    Fuzzing.text(input)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> FlapsCommand.problem(line, log));
    List<ComponentFlaps> flaps = Fuzzing.bounded(input, () -> log.flaps(Duration.ofSeconds(15)));
    JsonObject span = log.span();
    for (ComponentFlaps one : flaps) {
      Fuzzing.holds(one.changes() >= 0 && one.missed() >= 0, "negative: " + one);
      ComponentFlaps.VIEW.columns().forEach(column -> column.text().apply(one));
      ComponentFlaps.VIEW.document().apply(one);
      ComponentFlaps.VIEW.summary().apply(one);
    }
    Fuzzing.holds(flaps.isEmpty() || span.text("from") != null, "no span");
  }
}
