package io.noetl.runtime.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.HeartbeatMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a heartbeat gets of a source, and what operators hear of it. */
class MetricReaderTest implements MetricReader.Listener {

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();

  @Override
  public void problem(String event, String sentence) {
    log.add(event + ": " + sentence.replace(folder.toString(), "DIR"));
  }

  @Override
  public void event(String event, String sentence) {
    problem(event, sentence);
  }

  private MetricReader reader(HeartbeatMetrics given) {
    return new MetricReader(
        MetricSource.of(folder.resolve("m").toString()), List.of(), given, this);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("m"), text);
  }

  private static String text(MetricReader reader) {
    HeartbeatMetrics metrics = reader.get();
    return metrics == null ? "none" : metrics.values().toString();
  }

  @Test
  void sourceThatFailsIsReportedOnceAndOnceItIsBack() throws IOException {
    MetricReader reader = reader(null);
    assertEquals("none", text(reader));
    assertEquals("none", text(reader));
    write("a=1\nb=2.5");
    assertEquals("{\"a\":1,\"b\":2.5}", text(reader));
    write("{");
    assertEquals("none", text(reader));
    write("# none now");
    assertEquals("none", text(reader));
    assertEquals(
        List.of(
            "metrics_lost: cannot read metrics from DIR/m: there is no such file; heartbeats are"
                + " sent without them",
            "metrics_recovered: metrics from DIR/m are read again",
            "metrics_lost: cannot read metrics from DIR/m: the JSON is invalid; heartbeats are"
                + " sent without them",
            "metrics_recovered: metrics from DIR/m are read again"),
        log);
  }

  @Test
  void whatIsLeftOutIsReportedWhenItChanges() throws IOException {
    MetricReader reader = reader(null);
    write("a-b=1\nc=2");
    assertEquals("{\"c\":2}", text(reader));
    assertEquals("{\"c\":2}", text(reader));
    write("c=2");
    text(reader);
    write("c=x");
    text(reader);
    assertEquals(
        List.of(
            "metrics_left_out: metrics from DIR/m: left out a-b: not a metric name",
            "metrics_left_out: metrics from DIR/m: left out c: x is not a finite number"),
        log);
  }

  @Test
  void givenMetricsWin() throws IOException {
    MetricReader reader = reader(new HeartbeatMetrics(JsonObject.EMPTY.with("a", 1).with("b", 2)));
    write("b=3\nc=4");
    assertEquals("{\"a\":1,\"b\":2,\"c\":4}", text(reader));
    Files.delete(folder.resolve("m"));
    assertEquals("{\"a\":1,\"b\":2}", text(reader));
  }
}
