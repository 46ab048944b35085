package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.metric.MetricReader;
import io.noetl.runtime.metric.MetricSource;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.NameGlob;
import io.noetl.runtime.schema.RuntimeApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics of a process that sends heartbeats for as long as it runs. */
final class MetricInput {

  private MetricInput() {}

  /**
   * The metrics of each heartbeat.
   *
   * @param source what {@code --metrics-from} names; null for none
   * @param match what {@code --metrics-match} names; null for none
   * @param given metrics that every heartbeat has; null for none
   * @throws UsageException when one of the options is wrong
   */
  static Supplier<@Nullable HeartbeatMetrics> of(
      @Nullable String source,
      @Nullable List<String> match,
      @Nullable HeartbeatMetrics given,
      Diagnostics diagnostics) {
    if (source == null) {
      if (match != null) {
        throw new UsageException(
            "--metrics-match requires --metrics-from", "name a source, or remove it");
      }
      return () -> given;
    }
    return new MetricReader(
        source(source), globs(match == null ? List.of() : match), given, new Log(diagnostics));
  }

  private static MetricSource source(String source) {
    try {
      return MetricSource.of(source);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(
          "--metrics-from: " + wrong.getMessage(),
          "use a FILE, http://HOST:PORT/metrics or '!CMD'");
    }
  }

  private static List<NameGlob> globs(List<String> match) {
    List<NameGlob> globs = new ArrayList<>(match.size());
    try {
      for (String glob : match) {
        globs.add(NameGlob.of(glob));
      }
    } catch (RuntimeApiException.InvalidRequest invalid) {
      throw FieldWords.ofFlags(invalid, field -> "--metrics-match");
    }
    return globs;
  }

  private record Log(Diagnostics diagnostics) implements MetricReader.Listener {

    @Override
    public void problem(String event, String sentence) {
      diagnostics.problem(event, sentence, JsonObject.EMPTY);
    }

    @Override
    public void event(String event, String sentence) {
      diagnostics.event(event, sentence, JsonObject.EMPTY);
    }
  }
}
