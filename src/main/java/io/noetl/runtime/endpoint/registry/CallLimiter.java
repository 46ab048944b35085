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
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets a limited number of calls to the registry at once, of each sort its own, and looks after
 * them. Of look-ups a few are at the database at a time, so that no flood of them takes the
 * connections that changes need; lists take turns of their own.
 */
public final class CallLimiter implements MetricSource {

  /** Of eight connections two are for heartbeats, two for lists, and one each counts and sweeps. */
  private static final int LOOK_UPS_AT_ONCE = 2;

  /** What proxies say of it in their logs; nobody gets to see it. */
  private static final int CLIENT_GONE = 499;

  private static final int TOO_MANY = 429;

  private final Map<Route.Work, InFlightLimit> places = new EnumMap<>(Route.Work.class);
  private final QueuedLimit lookUps = new QueuedLimit(LOOK_UPS_AT_ONCE);
  private final Deadlines deadlines;
  private final ListDeadlines listDeadlines;
  private final Deadlines listRefusals;
  private final DatabaseMonitor watch;
  private final ErrorAnswers refusals;
  final LongAdder late = new LongAdder();
  final LongAdder abandoned = new LongAdder();
  final LongAdder tooMany = new LongAdder();

  /**
   * Calls to a registry.
   *
   * @param most how many changes, how many look-ups and how many lists
   * @param listRefusals when a list that finds no place is refused: a client that asks again at
   *     once would otherwise take the processor from heartbeats with its refusals alone
   */
  public CallLimiter(
      int most,
      Deadlines deadlines,
      ListDeadlines listDeadlines,
      Deadlines listRefusals,
      DatabaseMonitor watch,
      ErrorAnswers refusals) {
    for (Route.Work work : Route.Work.values()) {
      places.put(work, new InFlightLimit(most));
    }
    this.deadlines = deadlines;
    this.listDeadlines = listDeadlines;
    this.listRefusals = listRefusals;
    this.watch = watch;
    this.refusals = refusals;
  }

  /** Those who found no place. */
  long turnedAway() {
    return places.values().stream().mapToLong(InFlightLimit::refused).sum();
  }

  /** How many of each sort are under way. */
  Map<Route.Work, Integer> inFlight() {
    Map<Route.Work, Integer> inFlight = new EnumMap<>(Route.Work.class);
    places.forEach((work, some) -> inFlight.put(work, some.inside()));
    return inFlight;
  }

  /** Takes the answer, or the bug in its place, once. */
  public interface Answering {

    public void answer(Reply reply);

    void fail(Throwable bug);
  }

  /**
   * Answers a call within the deadline. A call that is late keeps its place until the registry lets
   * go of it, so that a database that hangs is not asked by more and more.
   */
  public void answer(Route.ToRegistry route, Call whole, Answering answering) {
    // What waits for the registry keeps no body, which may be long, beside what was read of it.
    Call call = whole.withoutBody();
    InFlightLimit own = Objects.requireNonNull(places.get(route.work()));
    if (!own.enter()) {
      refuse(route, unavailable(route, call, "too many requests are in flight"), answering);
      return;
    }
    Deadlines.Watched watched;
    try {
      Runnable tooLate =
          () -> {
            late.increment();
            answering.answer(unavailable(route, call, "the database did not answer in time"));
          };
      watched = route.isList() ? listDeadlines.watch(tooLate) : deadlines.watch(tooLate);
    } catch (RuntimeException | Error unwatched) {
      own.leave();
      throw unwatched;
    }
    replyLater(route, whole)
        .whenComplete((reply, bug) -> {
          own.leave();
          if (!watched.claim()) {
            // The deadline was first, and has answered.
            if (reply != null) {
              reply.release();
            }
          } else if (bug != null) {
            answering.fail(unwrapped(bug));
          } else if (reply.status() == TOO_MANY) {
            refuse(route, reply, answering);
          } else {
            answering.answer(reply);
          }
        });
  }

  /** Refuses a call for which there is no place: a list after a pause, others at once. */
  private void refuse(Route.ToRegistry route, Reply reply, Answering answering) {
    if (route.isList()) {
      var _ = listRefusals.watch(() -> answering.answer(reply));
    } else {
      answering.answer(reply);
    }
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
      watch.answered();
    }
    return reply;
  }

  /** The answer that a failure means; a bug is thrown on. */
  private Reply refusal(Route route, Call call, RuntimeException thrown) {
    return switch (thrown) {
      case JsonBody.MalformedBody broken -> broken.reply();
      case TooManyLists many -> {
        tooMany.increment();
        yield refusals.retryLater(ListRoutes.refused(call, TOO_MANY, many.getMessage()));
      }
      case ClientGone nobody -> {
        abandoned.increment();
        yield Reply.detail(CLIENT_GONE, "the client hung up");
      }
      case InvalidRequest expected -> refusals.of(expected, route.method());
      case UnknownComponent expected -> refusals.of(expected, route.method());
      case RuntimeApiException failure -> {
        watch.failed(failure);
        Reply refused = refusals.of(failure, route.method());
        yield route.isList() ? asList(refused, call, failure) : refused;
      }
      default -> throw thrown;
    };
  }

  /** Stages put what a stage before them threw into an exception of their own. */
  private static RuntimeException unwrapped(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
  }

  /** The refusal of a call that the registry is not asked for, or answers too late. */
  public Reply unavailable(Route route, Call call, String why) {
    return refusals.retryLater(
        route.isList() ? ListRoutes.refused(call, 503, why) : refusals.unavailable(why));
  }

  private static Reply asList(Reply refused, Call call, RuntimeApiException failure) {
    Reply list = ListRoutes.refused(call, refused.status(), ErrorAnswers.reason(failure));
    return new Reply(list.status(), list.contentType(), refused.headers(), list.body());
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    GaugeWithCallback.builder()
        .name("noetl_runtime_calls_in_flight")
        .help("Calls that are at the registry now, or wait for it.")
        .labelNames("work")
        .callback(page ->
            inFlight()
                .forEach((work, calls) -> page.call(calls, work.name().toLowerCase(Locale.ROOT))))
        .register(metrics);
    CounterWithCallback.builder()
        .name("noetl_runtime_calls_refused_total")
        .help("Calls refused, or dropped because the client hung up, without the registry.")
        .labelNames("reason")
        .callback(page -> {
          page.call((double) turnedAway(), "in_flight");
          page.call((double) late.sum(), "deadline");
          page.call((double) abandoned.sum(), "client_gone");
          page.call((double) tooMany.sum(), "lists_per_client");
        })
        .register(metrics);
  }
}
