package io.noetl.runtime.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatStatisticsTest {

  private static final HeartbeatTarget DEMO =
      HeartbeatTarget.named(RuntimeKind.WORKER_POOL, "demo");

  @Test
  void countsAddUpAndLatenciesBeginAnew() {
    HeartbeatStatistics statistics = new HeartbeatStatistics();
    for (int i = 1; i <= 20; i++) {
      statistics.accept(
          new HeartbeatEvent.Succeeded(DEMO, null, Duration.ofMillis(i), Duration.ofSeconds(1)));
    }
    assertEquals(
        "{\"sent\":20,\"missed\":0,\"re_registered\":0,\"latency_ms_p50\":10,"
            + "\"latency_ms_p95\":19,\"latency_ms_max\":20}",
        Json.write(statistics.take()));
    RuntimeApiException busy = new RuntimeApiException.Unavailable("busy", Details.NONE);
    statistics.accept(new HeartbeatEvent.Failed(busy, 1, 1));
    statistics.accept(new HeartbeatEvent.Registered(DEMO, null, true, true));
    statistics.accept(new HeartbeatEvent.Registered(DEMO, null, true, false));
    assertEquals(
        "{\"sent\":21,\"missed\":1,\"re_registered\":1,\"latency_ms_p50\":null,"
            + "\"latency_ms_p95\":null,\"latency_ms_max\":null}",
        Json.write(statistics.take()));
    statistics.accept(new HeartbeatEvent.Recovered(DEMO, Duration.ofSeconds(2), 3));
    assertEquals(3L, TestJson.plain(statistics.take().get("missed")));
  }
}
