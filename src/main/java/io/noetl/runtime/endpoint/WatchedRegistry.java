package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeApiException.UnknownComponent;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** Lets a limited number of calls to the registry at once, and looks after them. */
final class WatchedRegistry {

  private final int most;
  private final Semaphore free;
  private final Deadlines deadlines;
  private final DatabaseWatch watch;
  private final Refusals refusals;
  final LongAdder turnedAway = new LongAdder();
  final LongAdder late = new LongAdder();

  WatchedRegistry(int most, Deadlines deadlines, DatabaseWatch watch, Refusals refusals) {
    this.most = most;
    this.free = new Semaphore(most);
    this.deadlines = deadlines;
    this.watch = watch;
    this.refusals = refusals;
  }

  int inFlight() {
    return most - free.availablePermits();
  }

  /** Takes the answer, once. */
  interface Answering {
    void answer(Reply reply);
  }

  /**
   * Answers a call within the deadline. A call that is late keeps its place until the registry lets
   * go of it, so that a database that hangs is not asked by more and more.
   */
  void answer(Route route, Call call, Answering answering) {
    if (!free.tryAcquire()) {
      turnedAway.increment();
      answering.answer(unavailable(route, call, "too many requests are in flight"));
      return;
    }
    Deadlines.Watched watched =
        deadlines.watch(() -> {
          late.increment();
          answering.answer(unavailable(route, call, "the database did not answer in time"));
        });
    Reply reply;
    try {
      reply = reply(route, call);
    } catch (RuntimeException bug) {
      if (watched.claim()) {
        throw bug;
      }
      // The deadline was first, and has answered.
      return;
    } finally {
      free.release();
    }
    if (watched.claim()) {
      answering.answer(reply);
    }
  }

  /** The answer of a route, whatever it throws of the port. */
  Reply reply(Route route, Call call) {
    try {
      Reply reply = route.handler().answer(call);
      if (route.asksRegistry() && reply.status() < 500) {
        watch.answered();
      }
      return reply;
    } catch (Body.MalformedBody broken) {
      return broken.reply();
    } catch (InvalidRequest | UnknownComponent expected) {
      return refusals.of(expected, route.method());
    } catch (RuntimeApiException failure) {
      watch.failed(failure);
      Reply refused = refusals.of(failure, route.method());
      return route.isList() ? asList(refused, call, failure) : refused;
    }
  }

  /** The refusal of a call that the registry is not asked for, or answers too late. */
  Reply unavailable(Route route, Call call, String why) {
    return refusals.retryLater(
        route.isList() ? ListRoutes.refused(call, 503, why) : refusals.unavailable(why));
  }

  private static Reply asList(Reply refused, Call call, RuntimeApiException failure) {
    Reply list = ListRoutes.refused(call, refused.status(), Refusals.reason(failure));
    return new Reply(list.status(), list.contentType(), refused.headers(), list.body());
  }
}
