package io.noetl.runtime.metric;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.schema.HeartbeatMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A text of metrics gives at most 32 finite numbers with valid names. */
public final class MetricTextFuzz {

  @FuzzTest
  public void check(byte[] input) {
    Fuzzing.bounded(
        input,
        () -> {
          checkText(Fuzzing.text(input));
          return true;
        });
  }

  static void checkText(String text) {
    Map<String, Double> values;
    try {
      values = MetricText.read(text, List.of()).values();
    } catch (IOException noJson) {
      return;
    }
    Fuzzing.same(true, values.size() <= HeartbeatMetrics.MOST);
    values.forEach((name, value) -> {
      Fuzzing.same(true, HeartbeatMetrics.isName(name));
      Fuzzing.same(true, Double.isFinite(value));
    });
  }
}
