package io.noetl.runtime.endpoint.registry;

import io.noetl.runtime.endpoint.limits.ClientGone;
import io.noetl.runtime.endpoint.limits.InFlightLimit;
import io.noetl.runtime.endpoint.limits.QueuedLimit;
import io.noetl.runtime.endpoint.limits.TooManyLists;
import io.noetl.runtime.endpoint.list.ListRoutes;
import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.ErrorAnswers;
import io.noetl.runtime.endpoint.route.JsonBody;
import io.noetl.runtime.endpoint.route.Reply;
import io.noetl.runtime.endpoint.route.Route;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls the registry within limits of concurrency, one for each kind of call, and within a
 * deadline. Only a few lookups use the database at a time, so that they leave connections for
 * changes; lists have a queue of their own.
 */
public final class CallLimiter implements MetricSource {

  /** Of eight connections, heartbeats and lists use two each, metrics and the sweeper one each. */
  private static final int LOOK_UPS_AT_ONCE = 2;

  /** The status that nginx logs for it; no client sees it. */
  private static final int CLIENT_GONE = 499;

  private static final int TOO_MANY = 429;

  private final Map<Route.Work, InFlightLimit> limits = new EnumMap<>(Route.Work.class);
  private final QueuedLimit lookUps = new QueuedLimit(LOOK_UPS_AT_ONCE);
  private final Deadlines deadlines;
  private final ListDeadlines listDeadlines;
  private final Deadlines listRefusals;

  /** A refusal that waits keeps its request in memory, so that only so many may wait. */
  private final Semaphore waitingRefusals;

  private volatile boolean isStopping;
  private final DatabaseMonitor database;
  private final ErrorAnswers errors;
  final LongAdder late = new LongAdder();
  final LongAdder abandoned = new LongAdder();
  final LongAdder tooMany = new LongAdder();

  /**
   * A limiter of calls to a registry.
   *
   * @param most how many changes, how many lookups and how many lists may be in flight
   * @param listRefusals delays the refusal of a list above the limit: clients that retry at once
   *     would otherwise take processor time from heartbeats
   */
  public CallLimiter(
      int most,
      Deadlines deadlines,
      ListDeadlines listDeadlines,
      Deadlines listRefusals,
      DatabaseMonitor database,
      ErrorAnswers errors) {
    for (Route.Work work : Route.Work.values()) {
      limits.put(work, new InFlightLimit(most));
    }
    this.deadlines = deadlines;
    this.listDeadlines = listDeadlines;
    this.listRefusals = listRefusals;
    this.waitingRefusals = new Semaphore(most);
    this.database = database;
    this.errors = errors;
  }

  /** How many calls were refused. */
  long refused() {
    return limits.values().stream().mapToLong(InFlightLimit::refused).sum();
  }

  /** How many calls of each kind are in flight. */
  Map<Route.Work, Integer> inFlight() {
    Map<Route.Work, Integer> inFlight = new EnumMap<>(Route.Work.class);
    limits.forEach((work, some) -> inFlight.put(work, some.inFlight()));
    return inFlight;
  }

  /** Takes the answer or an unexpected error, once. */
  public interface Responder {

    void answer(Reply reply);

    void fail(Throwable bug);
  }

  /**
   * Answers a call within the deadline. A late call counts as in flight until the registry returns,
   * so that calls do not pile up at a database that hangs.
   */
  public void answer(Route.ToRegistry route, Call whole, Responder responder) {
    // A call that waits for the registry does not keep its body, which may be long.
    Call call = whole.withoutBody();
    InFlightLimit limit = Objects.requireNonNull(limits.get(route.work()));
    if (!limit.tryBegin()) {
      refuse(route, unavailable(route, call, "too many requests are in flight"), responder);
      return;
    }
    Deadlines.Watched pending;
    try {
      Runnable tooLate =
          () -> {
            late.increment();
            responder.answer(unavailable(route, call, "the database did not answer in time"));
          };
      pending = route.isList() ? listDeadlines.watch(tooLate) : deadlines.watch(tooLate);
    } catch (RuntimeException | Error unwatched) {
      limit.end();
      throw unwatched;
    }
    replyLater(route, whole)
        .whenComplete((reply, bug) -> {
          limit.end();
          if (!pending.claim()) {
            // The deadline has passed, and the call is answered.
            if (reply != null) {
              reply.release();
            }
          } else if (bug != null) {
            responder.fail(unwrapped(bug));
          } else if (reply.status() == TOO_MANY) {
            refuse(route, reply, responder);
          } else {
            responder.answer(reply);
          }
        });
  }

  /** Sends a refusal: of a list after a pause, as many as may be in flight; others at once. */
  private void refuse(Route.ToRegistry route, Reply reply, Responder responder) {
    if (!route.isList() || isStopping || !waitingRefusals.tryAcquire()) {
      responder.answer(reply);
      return;
    }
    try {
      var _ =
          listRefusals.watch(() -> {
            waitingRefusals.release();
            responder.answer(reply);
          });
    } catch (RuntimeException | Error unwatched) {
      waitingRefusals.release();
      responder.answer(reply);
    }
  }

  /** Sends the refusals that wait, and all later ones at once: the server is about to stop. */
  public void answerRefusals() {
    isStopping = true;
    listRefusals.expireAll();
  }

  /** The answer of a route; an error of the port is an answer, too. */
  private CompletionStage<Reply> replyLater(Route.ToRegistry route, Call call) {
    try {
      return switch (route) {
        case Route.Blocking blocking -> CompletableFuture.completedStage(reply(blocking, call));
        case Route.Async async -> replyLater(async, call);
      };
    } catch (RuntimeException | Error failure) {
      // The call has to leave its place in any case.
      return CompletableFuture.failedStage(failure);
    }
  }

  private CompletionStage<Reply> replyLater(Route.Async route, Call whole) {
    // Not kept until the answer: see answer().
    Call call = whole.withoutBody();
    return begun(route, whole)
        .handle((reply, failure) ->
            failure == null ? answered(reply) : refusal(route, call, unwrapped(failure)));
  }

  private static CompletionStage<Reply> begun(Route.Async route, Call call) {
    try {
      return route.handler().answer(call);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedStage(failure);
    }
  }

  private Reply reply(Route.Blocking route, Call call) {
    try {
      return answered(
          route.work() == Route.Work.LOOK_UP
              ? lookUps.take(call.caller(), () -> route.handler().answer(call))
              : route.handler().answer(call));
    } catch (RuntimeException failure) {
      return refusal(route, call, failure);
    }
  }

  /** The answer of a route without the registry; an error of the port is an answer, too. */
  public Reply reply(Route.Local route, Call call) {
    try {
      return route.handler().answer(call);
    } catch (RuntimeException failure) {
      return refusal(route, call, failure);
    }
  }

  private Reply answered(Reply reply) {
    if (reply.status() < 500) {
      database.answered();
    }
    return reply;
  }

  /** The answer to a failure; an unexpected one is rethrown. */
  private Reply refusal(Route route, Call call, RuntimeException thrown) {
    return switch (thrown) {
      case JsonBody.MalformedBody broken -> broken.reply();
      case TooManyLists many -> {
        tooMany.increment();
        yield errors.retryLater(ListRoutes.refused(call, TOO_MANY, many.getMessage()));
      }
      case ClientGone gone -> {
        abandoned.increment();
        yield Reply.detail(CLIENT_GONE, "the client closed the connection");
      }
      case InvalidRequest expected -> errors.of(expected, route.method());
      case UnknownComponent expected -> errors.of(expected, route.method());
      case RuntimeApiException failure -> {
        database.failed(failure);
        Reply refused = errors.of(failure, route.method());
        yield route.isList() ? asList(refused, call, failure) : refused;
      }
      default -> throw thrown;
    };
  }

  /** Removes the exceptions in which stages wrap a failure. */
  private static RuntimeException unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
  }

  /** The answer when the registry is not called, or is too late. */
  public Reply unavailable(Route route, Call call, String why) {
    return errors.retryLater(
        route.isList() ? ListRoutes.refused(call, 503, why) : errors.unavailable(why));
  }

  private static Reply asList(Reply refused, Call call, RuntimeApiException failure) {
    Reply list = ListRoutes.refused(call, refused.status(), ErrorAnswers.reason(failure));
    return new Reply(list.status(), list.contentType(), refused.headers(), list.body());
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    GaugeWithCallback.builder()
        .name("noetl_runtime_calls_in_flight")
        .help("Calls that run at the registry or wait for it.")
        .labelNames("work")
        .callback(page ->
            inFlight()
                .forEach((work, calls) -> page.call(calls, work.name().toLowerCase(Locale.ROOT))))
        .register(metrics);
    CounterWithCallback.builder()
        .name("noetl_runtime_calls_refused_total")
        .help(
            "Calls refused, or dropped because the client closed the connection, before they"
                + " reached the registry.")
        .labelNames("reason")
        .callback(page -> {
          page.call((double) refused(), "in_flight");
          page.call((double) late.sum(), "deadline");
          page.call((double) abandoned.sum(), "client_gone");
          page.call((double) tooMany.sum(), "lists_per_client");
        })
        .register(metrics);
  }
}
