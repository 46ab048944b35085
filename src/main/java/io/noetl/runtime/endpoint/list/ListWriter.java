package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.limits.Caller;
import io.noetl.runtime.endpoint.limits.Caller.Account;
import io.noetl.runtime.endpoint.limits.ClientGone;
import io.noetl.runtime.endpoint.limits.FairQueue;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.limits.TooManyLists;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists, some at once. Requests for the same list that arrive before it is begun share one
 * result, so that many readers cost no more than one.
 */
final class ListWriter {

  /** How many lists are written at once; the others wait, so that short calls get the processor. */
  private static final int AT_ONCE = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ListKey, SharedList> waiting = new HashMap<>();
  private final ListQuota quota;
  private final FairQueue queue;
  private final ListReader reader;

  /**
   * A writer of the lists of a registry.
   *
   * @param progress is run from time to time while rows arrive
   */
  ListWriter(
      RuntimeApi registry, ServedDependencies dependencies, ListQuota quota, Runnable progress) {
    this(registry, dependencies, quota, progress, threads());
  }

  /** The same on other threads. */
  ListWriter(
      RuntimeApi registry,
      ServedDependencies dependencies,
      ListQuota quota,
      Runnable progress,
      Executor threads) {
    this.quota = quota;
    this.reader = new ListReader(registry, dependencies, progress);
    this.queue = new FairQueue(AT_ONCE, threads);
  }

  /**
   * Platform threads, since a list computes and rarely waits; each ends after a while without work.
   */
  private static Executor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform().daemon().name("lists").factory());
  }

  /** One list and the callers that wait for it; it accepts no more of them once it is begun. */
  private final class SharedList {

    private final CompletableFuture<WrittenList> answer = new CompletableFuture<>();
    private final ListQuota.Shared shared = quota.list();
    private final List<Caller> readers = new ArrayList<>();
    private final AtomicInteger holders = new AtomicInteger();

    boolean isAbandoned() {
      return readers.stream().allMatch(Caller::isGone);
    }

    CompletableFuture<WrittenList> answerTo(Caller reader, List<Account> accounts) {
      readers.add(reader);
      holders.incrementAndGet();
      return answer.handle((list, failure) -> {
        if (failure != null) {
          shared.leave(accounts);
          throw failure instanceof RuntimeException known
              ? known
              : new CompletionException(failure);
        }
        return list.releasedBy(() -> leave(list, accounts));
      });
    }

    private void leave(WrittenList list, List<Account> accounts) {
      shared.leave(accounts);
      if (holders.decrementAndGet() == 0) {
        list.release().run();
      }
    }
  }

  /**
   * The whole list, read from the registry after this call began.
   *
   * @param isMasked whether secrets are masked, as on the page for people
   * @throws RuntimeApiException as the registry does
   * @throws TooManyLists when the caller waits for too many other lists
   * @throws ClientGone when all its callers have hung up
   */
  WrittenList of(
      RuntimeListQuery query,
      @Nullable ListPage page,
      JsonObject rest,
      boolean isMasked,
      Call call) {
    return of(new ListKey(query, page, rest, isMasked, call.takesGzip()), call.caller());
  }

  /** The same, unmasked and uncompressed. */
  WrittenList of(RuntimeListQuery query, @Nullable ListPage page, JsonObject rest, Caller caller) {
    return of(new ListKey(query, page, rest, false, false), caller);
  }

  private WrittenList of(ListKey key, Caller caller) {
    try {
      return join(key, caller).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException refused ? refused : failure;
    }
  }

  /** The same without blocking. */
  CompletableFuture<WrittenList> join(
      RuntimeListQuery query, @Nullable ListPage page, JsonObject rest, Caller caller) {
    return join(new ListKey(query, page, rest, false, false), caller);
  }

  private CompletableFuture<WrittenList> join(ListKey key, Caller caller) {
    List<Account> accounts = caller.accounts();
    lock.lock();
    try {
      SharedList known = waiting.get(key);
      SharedList list = known == null ? new SharedList() : known;
      enter(list, accounts);
      CompletableFuture<WrittenList> answer = list.answerTo(caller, accounts);
      if (known == null) {
        begin(key, list, accounts);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  /** When a client is at its limit, the lists that it no longer waits for are dropped first. */
  private void enter(SharedList list, List<Account> accounts) {
    try {
      list.shared.enter(accounts);
    } catch (TooManyLists full) {
      ClientGone gone = new ClientGone();
      waiting
          .values()
          .removeIf(other ->
              other.shared.isOf(accounts)
                  && other.isAbandoned()
                  && other.answer.completeExceptionally(gone));
      list.shared.enter(accounts);
    }
  }

  private void begin(ListKey key, SharedList list, List<Account> accounts) {
    waiting.put(key, list);
    try {
      queue.add(accounts.isEmpty() ? "anonymous" : accounts.getFirst(), () -> write(key, list));
    } catch (RuntimeException | Error noThread) {
      // Otherwise the next request for the same list would wait forever.
      waiting.remove(key);
      list.shared.leave(accounts);
      throw noThread;
    }
  }

  /**
   * Later requests get a new list, which includes what their clients may have written meanwhile.
   */
  private void close(ListKey key, SharedList list) {
    lock.lock();
    try {
      waiting.remove(key, list);
    } finally {
      lock.unlock();
    }
  }

  private void write(ListKey key, SharedList list) {
    close(key, list);
    try {
      if (!list.answer.isDone()) {
        list.answer.complete(reader.read(key, list::isAbandoned));
      }
    } catch (RuntimeException | Error failure) {
      list.answer.completeExceptionally(failure);
    }
  }

  /** Whether no list takes memory or a file. */
  boolean isEmpty() {
    return reader.isEmpty();
  }
}
