package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The calls of many callers at once, put together: heartbeats that arrive while a statement is
 * under way are one statement and one commit, and the same list is read once for all who wait for
 * it.
 */
final class GatheredCalls {

  /** More rows in one statement gain nothing and hold their locks for longer. */
  private static final int MOST_BEATS = 500;

  private final ComponentStore store;
  private final Rounds<ComponentKey, OptionalLong> beats;
  private final Rounds<RuntimeListQuery, RuntimeListResponse> lists;

  GatheredCalls(ComponentStore store, Duration patience) {
    this.store = store;
    this.beats = new Rounds<>(this::beatAll, MOST_BEATS, patience);
    this.lists = new Rounds<>(this::readAll, Integer.MAX_VALUE, patience);
  }

  /** As {@link ComponentStore#beat}; returns after the commit that holds the beat. */
  OptionalLong beat(RuntimeKind kind, String name) {
    return beats.ask(new ComponentKey(kind.word(), name));
  }

  /** As {@link ComponentStore#select}, read after it was asked for. */
  RuntimeListResponse list(RuntimeListQuery query) {
    return lists.ask(query);
  }

  private void beatAll(Map<ComponentKey, CompletableFuture<OptionalLong>> asked) {
    if (asked.size() > 1) {
      try {
        Map<ComponentKey, Long> written = store.beat(asked.keySet());
        written.forEach((key, id) -> complete(asked, key, id));
      } catch (RuntimeApiException.Unreachable
          | RuntimeApiException.Unavailable
          | RuntimeApiException.TimedOut
          | RuntimeApiException.NotAllowed concernsAll) {
        throw concernsAll;
      } catch (RuntimeApiException concernsOne) {
        // Whose beat it is shows when each goes alone.
      }
    }
    // What is left is unknown, or another session holds its row: it may not hold the others up.
    asked.forEach((key, answer) -> {
      if (!answer.isDone()) {
        alone(asked.size() == 1, answer, () -> store.beat(RuntimeKind.of(key.kind()), key.name()));
      }
    });
  }

  private static void complete(
      Map<ComponentKey, CompletableFuture<OptionalLong>> asked, ComponentKey key, long id) {
    CompletableFuture<OptionalLong> answer = asked.get(key);
    if (answer != null) {
      answer.complete(OptionalLong.of(id));
    }
  }

  private void readAll(Map<RuntimeListQuery, CompletableFuture<RuntimeListResponse>> asked) {
    CompletableFuture<?>[] answers = asked.values().toArray(CompletableFuture<?>[]::new);
    asked.forEach((query, answer) -> alone(answers.length == 1, answer, () -> store.select(query)));
    // The next round begins when this one is over, so that equal lists of that one are one, too.
    CompletableFuture.allOf(answers).exceptionally(failure -> null).join();
  }

  private static <A> void alone(boolean here, CompletableFuture<A> answer, Call<A> call) {
    Runnable run =
        () -> {
          try {
            answer.complete(call.run());
          } catch (RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
          }
        };
    if (here) {
      run.run();
    } else {
      Thread.startVirtualThread(run);
    }
  }

  /** What is asked of the store. */
  private interface Call<A> {
    A run();
  }
}
