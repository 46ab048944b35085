package io.noetl.runtime.endpoint.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.endpoint.TestCaller;
import io.noetl.runtime.endpoint.TestTime;
import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.ErrorAnswers;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.json.LogFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Refusals of lists wait for a second here, and at most two of them at a time. */
class ListRefusalsTest {

  private final TestTime time = new TestTime();
  private final DatabaseMonitor database =
      new DatabaseMonitor(
          new ServerLog(
              new EndpointContext(
                  line -> {},
                  LogFormat.JSON,
                  () -> 0,
                  true,
                  InstantSource.system(),
                  time,
                  new Random(),
                  "test-host",
                  4711,
                  "1.2.3",
                  null)),
          time);
  private final Deadlines deadlines = new Deadlines(Duration.ofSeconds(2), time);
  private final Deadlines refusals = new Deadlines(Duration.ofSeconds(1), time);
  private final CallLimiter limiter =
      new CallLimiter(
          2,
          deadlines,
          new ListDeadlines(
              Duration.ofSeconds(30), Duration.ofSeconds(2), database, () -> {}, time),
          refusals,
          database,
          new ErrorAnswers(Duration.ofSeconds(3)));
  private final List<Integer> answers = new ArrayList<>();

  private void refuseAList() {
    Route.Blocking route =
        Route.list(
            "/lists",
            call -> {
              new ListQuota(0).list().enter(call.caller().accounts());
              throw new AssertionError("the list is allowed");
            });
    answer(route);
  }

  private void answer(Route.ToRegistry route) {
    limiter.answer(
        route,
        new Call("GET", List.of(), Map.of(), null, new byte[0], new TestCaller("a"), null, false),
        new CallLimiter.Responder() {
          @Override
          public void answer(Reply reply) {
            answers.add(reply.status());
          }

          @Override
          public void fail(Throwable bug) {
            throw new AssertionError(bug);
          }
        });
  }

  private void passes(int seconds) {
    time.passes(seconds);
    refusals.expire();
  }

  @Test
  void refusalOfAListWaits() {
    refuseAList();
    refusals.expire();
    assertEquals(List.of(), answers);
    passes(1);
    assertEquals(List.of(429), answers);
  }

  @Test
  void refusalsAboveTheLimitAreSentAtOnce() {
    for (int i = 0; i < 5; i++) {
      refuseAList();
    }
    assertEquals(List.of(429, 429, 429), answers);
    passes(1);
    assertEquals(List.of(429, 429, 429, 429, 429), answers);
    refuseAList();
    assertEquals(5, answers.size(), "a place is free again");
  }

  @Test
  void refusalsOfAServerThatStopsAreSentAtOnce() {
    refuseAList();
    limiter.answerRefusals();
    assertEquals(List.of(429), answers);
    refuseAList();
    assertEquals(List.of(429, 429), answers);
  }
}
