package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource({
    "ready,   2026-11-23T12:00:00Z,     ready,   0,   false, false, 60",
    "ready,   2026-11-23T11:59:55Z,     ready,   5,   false, false, 55",
    "busy,    2026-11-23T11:59:55Z,     busy,    5,   false, false, 55",
    "ready,   2026-11-23T11:59:00Z,     ready,   60,  false, false, 0",
    "ready,   2026-11-23T11:58:59.999Z, stale,   60,  true,  true, 0",
    "ready,   2026-11-23T11:58:58.500Z, stale,   61,  true,  true, -1",
    "ready,   2026-11-23T11:59:00.001Z, ready,   59,  false, false, 1",
    "busy,    2026-11-23T11:58:00Z,     stale,   120, true,  true, -60",
    "ready,   2026-11-23T12:00:30Z,     ready,   0,   false, false, 60",
    "ready,   2036-01-01T00:00:00Z,     ready,   0,   false, false, 60",
    "offline, 2026-11-23T11:59:55Z,     offline, 5,   false, true, null",
    "offline, 2020-11-23T12:00:00Z,     offline, 189302400, true, true, null",
    "offline, 2026-11-23T12:00:30Z,     offline, 0,   false, true, null",
    "ready,   never,                    stale,   null, true, true, null",
    "offline, never,                    offline, null, true, true, null",
    "'',      2026-11-23T11:59:55Z,     '',      5,   false, false, 55",
  })
  void statusIsWorthWhatTheSilenceLeavesOfIt(
      String status,
      String heartbeat,
      String effective,
      String age,
      String stale,
      String dead,
      String left) {
    RuntimeComponentInfo component =
        new RuntimeComponentInfo(
            JsonObject.EMPTY.with("status", status).with("heartbeat", heartbeat));

    assertEquals(
        "{\"heartbeat_age_s\":%s,\"stale\":%s,\"dead\":%s,\"expires_in_s\":%s,\"effective_status\":\"%s\"}"
            .formatted(age, stale, dead, left, effective),
        Json.write(Liveness.of(component, NOW, LIMIT).toJson()));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00:01Z, 2026-11-23T11:59:55Z, draining",
    "2026-11-23T11:59:59Z, 2026-11-23T11:59:55Z, ready",
    "2026-11-23T11:59:59Z, 2026-11-23T11:50:00Z, stale",
    "soon,                 2026-11-23T11:59:55Z, draining",
  })
  void drainIsWorthNothingWhenItsTimeHasPassed(String until, String heartbeat, String effective) {
    RuntimeComponentInfo component =
        new RuntimeComponentInfo(
            JsonObject.EMPTY
                .with("status", "draining")
                .with("heartbeat", heartbeat)
                .with("runtime", JsonObject.EMPTY.with("drain_until", until)));

    assertEquals(effective, Liveness.of(component, NOW, LIMIT).effectiveStatus());
  }

  @Test
  void ageAndRestAreExact() {
    RuntimeComponentInfo component =
        new RuntimeComponentInfo(
            JsonObject.EMPTY.with("status", "ready").with("heartbeat", "2026-11-23T11:58:59.999Z"));

    assertEquals(
        new Liveness("stale", Duration.ofMillis(60_001), Duration.ofMillis(-1), true),
        Liveness.of(component, NOW, LIMIT));
  }

  @ParameterizedTest
  @CsvSource({
    "30.0,    2026-11-23T11:59:40Z, ready, 10",
    "30.0,    2026-11-23T11:59:20Z, stale, -10",
    "'120',   2026-11-23T11:58:40Z, ready, 40",
    "0.5,     2026-11-23T11:59:59Z, stale, 0",
    "0,       2026-11-23T11:59:40Z, ready, 40",
    "-5,      2026-11-23T11:59:40Z, ready, 40",
    "1e400,   2026-11-23T11:59:40Z, ready, 40",
    "soon,    2026-11-23T11:59:40Z, ready, 40",
    ",        2026-11-23T11:59:40Z, ready, 40",
  })
  void leaseLastsAsLongAsItSays(
      String seconds, String heartbeat, String effective, long expiresInSeconds) {
    RuntimeComponentInfo lease =
        new RuntimeComponentInfo(
            JsonObject.EMPTY
                .with("status", "ready")
                .with("heartbeat", heartbeat)
                .with(
                    "runtime",
                    JsonObject.EMPTY
                        .with("type", "server_control")
                        .with("lease_seconds", seconds)));

    JsonObject judged = Liveness.of(lease, NOW, LIMIT).toJson();

    assertEquals(effective, judged.text("effective_status"));
    assertEquals(Long.toString(expiresInSeconds), judged.text("expires_in_s"));
  }
}
