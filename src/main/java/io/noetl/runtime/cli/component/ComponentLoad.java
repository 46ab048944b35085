package io.noetl.runtime.cli.component;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How busy a component is.
 *
 * @param active the jobs that it reported as active
 * @param capacity the jobs that it can run at once, above 0
 */
record ComponentLoad(BigDecimal active, BigDecimal capacity) {

  private static final int WIDTH = 10;

  /** The load of a component; null where it reports no such metric or has no capacity. */
  static @Nullable ComponentLoad of(RuntimeComponentInfo component) {
    JsonObject metrics = component.metrics();
    BigDecimal capacity = metrics.isEmpty() ? null : ComponentColumn.number(component.capacity());
    if (capacity == null || capacity.signum() <= 0) {
      return null;
    }
    for (String name : HeartbeatMetrics.ACTIVE) {
      BigDecimal active = ComponentColumn.number(metrics.text(name));
      if (active != null) {
        return new ComponentLoad(active, capacity);
      }
    }
    return null;
  }

  /** The share of the capacity that is used. */
  double share() {
    return active.doubleValue() / capacity.doubleValue();
  }

  /** Both numbers, such as {@code 3/4}. */
  String text() {
    return active.toPlainString() + "/" + capacity.toPlainString();
  }

  /** A bar with both numbers behind it. */
  String bar() {
    int filled = (int) Math.round(Math.clamp(share(), 0, 1) * WIDTH);
    return "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + text();
  }
}
