package io.noetl.runtime.agent;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Loops that send a heartbeat every 10 s of scripted time, and their events with the time. */
final class ScriptedLoop {

  static final HeartbeatTarget NAMED = HeartbeatTarget.named(RuntimeKind.WORKER_POOL, "demo");

  final ScriptedTime time = new ScriptedTime();
  final ScriptedRegistry registry = new ScriptedRegistry(time);
  final List<String> events = new ArrayList<>();

  HeartbeatOptions options = HeartbeatOptions.every(Duration.ofSeconds(10));
  RandomGenerator chance = FixedChance.MIDDLE;

  HeartbeatLoop loop(HeartbeatTarget subject) {
    return new HeartbeatLoop(
        registry,
        subject,
        options,
        time,
        chance,
        event -> events.add(time.seconds() + " " + shown(event)));
  }

  void runUntil(String end, HeartbeatLoop loop) {
    time.at(end, loop::stop);
    loop.run();
  }

  static String shown(HeartbeatEvent event) {
    return switch (event) {
      case HeartbeatEvent.Succeeded alive -> "alive";
      case HeartbeatEvent.Registered registered ->
          "registered"
              + (registered.wasUnknown() ? ", was unknown" : "")
              + (registered.first() ? ", first" : "");
      case HeartbeatEvent.Failed failed -> "failed " + failed.inARow();
      case HeartbeatEvent.Lost lost -> "lost: " + lost.why().getMessage();
      case HeartbeatEvent.Recovered recovered ->
          "recovered after " + recovered.after() + ", missed " + recovered.missed();
      case HeartbeatEvent.Report report -> "report";
      case HeartbeatEvent.Ended ended -> "ended";
    };
  }

  static RuntimeRegistrationRequest registration(String status) {
    return RuntimeRegistrationRequest.fromJson(
        JsonObject.EMPTY.with("name", "demo").with("runtime", "python").with("status", status));
  }

  static RuntimeApiException busy(@Nullable Duration retryAfter) {
    return new RuntimeApiException.Unavailable("busy", Details.answered(503, retryAfter));
  }

  static RuntimeApiException unknown() {
    return new RuntimeApiException.UnknownComponent(RuntimeKind.WORKER_POOL, "demo", Details.NONE);
  }
}
