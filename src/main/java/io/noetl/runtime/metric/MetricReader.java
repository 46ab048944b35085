package io.noetl.runtime.metric;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.NameGlob;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a source for each heartbeat; reports once when that fails, and when it works again. */
public final class MetricReader implements Supplier<@Nullable HeartbeatMetrics> {

  private final MetricSource source;
  private final List<NameGlob> match;
  private final @Nullable HeartbeatMetrics given;
  private final Listener listener;
  private boolean fails;
  private String problem = "";

  /**
   * A reader of a source.
   *
   * @param match the names to read; empty for all without labels
   * @param given metrics that every heartbeat has; null for none
   */
  public MetricReader(
      MetricSource source,
      List<NameGlob> match,
      @Nullable HeartbeatMetrics given,
      Listener listener) {
    this.source = source;
    this.match = match;
    this.given = given;
    this.listener = listener;
  }

  /** Reports to operators. */
  public interface Listener {

    /** Reports that something fails. */
    void problem(String event, String sentence);

    /** Reports that something works again. */
    void event(String event, String sentence);
  }

  @Override
  public @Nullable HeartbeatMetrics get() {
    try {
      MetricText.Reading reading = MetricText.read(source.text(), match);
      if (fails) {
        fails = false;
        listener.event(
            "metrics_recovered", "metrics from " + source.description() + " are read again");
      }
      report(reading.problem());
      return merged(reading.values());
    } catch (IOException failure) {
      if (!fails) {
        fails = true;
        listener.problem(
            "metrics_lost",
            "cannot read metrics from "
                + source.description()
                + ": "
                + failure.getMessage()
                + "; heartbeats are sent without them");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return given;
  }

  private void report(String current) {
    if (!current.isEmpty() && !current.equals(problem)) {
      listener.problem(
          "metrics_left_out", "metrics from " + source.description() + ": left out " + current);
    }
    problem = current;
  }

  /** Given metrics take precedence over those of the source, also within the limit. */
  private @Nullable HeartbeatMetrics merged(Map<String, Double> read) {
    ObjectNode values =
        given == null ? JsonNodeFactory.instance.objectNode() : given.values().copy();
    read.forEach((name, value) -> {
      if (!values.has(name) && values.size() < HeartbeatMetrics.MOST) {
        values.set(name, HeartbeatMetrics.number(value));
      }
    });
    return values.isEmpty() ? null : new HeartbeatMetrics(new JsonObject(values));
  }
}
