package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.limits.Caller;
import io.noetl.runtime.endpoint.limits.Caller.Account;
import io.noetl.runtime.endpoint.limits.ClientGone;
import io.noetl.runtime.endpoint.limits.FairQueue;
import io.noetl.runtime.endpoint.limits.ListQuota;
import io.noetl.runtime.endpoint.limits.TooManyLists;
import io.noetl.runtime.endpoint.list.ListStorage.Kept;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.endpoint.route.StoredBody;
import io.noetl.runtime.json.JsonBytes;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.ComponentSink;
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
 * Writes lists as they are read, row by row. Those who ask for the same list before it is begun get
 * the same bytes, so that one client's hunger for lists is not another's.
 */
public final class ListWriter {

  /** Lists take their turns here, and leave the processor to what is quick. */
  private static final int AT_ONCE = 2;

  /** After so many rows it looks whether anybody still waits for it. */
  private static final int LOOK_EVERY = 256;

  private final RuntimeApi registry;

  /**
   * Where a thread puts its lists together. To grow that anew for each, a few megabytes in doubling
   * steps, makes the collector stop everything for tens of milliseconds once a second.
   */
  private final ThreadLocal<JsonBytes> room = ThreadLocal.withInitial(() -> new JsonBytes(8192));

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Asked, Waiting> waiting = new HashMap<>();
  private final ListStorage kept = new ListStorage();
  private final ListQuota places;
  private final Runnable progress;
  private final FairQueue queue;

  /**
   * Lists of a registry.
   *
   * @param progress is run now and then while rows come
   */
  ListWriter(RuntimeApi registry, ListQuota places, Runnable progress) {
    this(registry, places, progress, threads());
  }

  /** The same on threads of somebody else's. */
  ListWriter(RuntimeApi registry, ListQuota places, Runnable progress, Executor threads) {
    this.registry = registry;
    this.places = places;
    this.progress = progress;
    this.queue = new FairQueue(AT_ONCE, threads);
  }

  /**
   * Threads of the operating system, which gives heartbeats its time first. Nobody else waits for
   * what they hold: the locks here are the lists' own.
   */
  @SuppressWarnings("ThreadPriorityCheck") // the launcher has the JVM heed it
  private static Executor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task ->
            Thread.ofPlatform()
                .daemon()
                .name("lists")
                .priority(Thread.MIN_PRIORITY)
                .unstarted(task));
  }

  /**
   * One list, equal to another of the same bytes.
   *
   * @param page the part of it; null for all
   * @param rest what stands behind the items and their count
   * @param isMasked whether secrets are masked
   * @param takesGzip whether it may be compressed
   */
  private record Asked(
      RuntimeListQuery query,
      @Nullable ListPage page,
      JsonObject rest,
      boolean isMasked,
      boolean takesGzip) {}

  /**
   * A list in JSON.
   *
   * @param bytes all of it where it is short; else none
   * @param stored all of it where it is long; else null
   * @param isGzip whether it is compressed
   * @param release has to be run once, when this reader needs it no more
   */
  record Written(byte[] bytes, @Nullable StoredBody stored, boolean isGzip, Runnable release) {}

  /** One list, and those who wait for it: nobody joins them once it is begun. */
  private final class Waiting {

    private final CompletableFuture<Kept> answer = new CompletableFuture<>();
    private final ListQuota.Shared shared = places.list();
    private final List<Caller> readers = new ArrayList<>();
    private final AtomicInteger holders = new AtomicInteger();

    boolean isAbandoned() {
      return readers.stream().allMatch(Caller::isGone);
    }

    CompletableFuture<Written> answerTo(Caller reader, List<Account> accounts) {
      readers.add(reader);
      holders.incrementAndGet();
      return answer.handle((list, failure) -> {
        if (failure != null) {
          shared.leave(accounts);
          throw failure instanceof RuntimeException known
              ? known
              : new CompletionException(failure);
        }
        return new Written(list.bytes(), list.stored(), list.isGzip(), () -> leave(list, accounts));
      });
    }

    private void leave(Kept list, List<Account> accounts) {
      shared.leave(accounts);
      if (holders.decrementAndGet() == 0) {
        list.release().run();
      }
    }
  }

  /**
   * The whole answer, read after it was asked for.
   *
   * @param isMasked whether secrets are masked, for a page that people look at
   * @throws RuntimeApiException as the registry does
   * @throws TooManyLists when the caller waits for too many others
   * @throws ClientGone when no reader waits any more
   */
  Written of(
      RuntimeListQuery query,
      @Nullable ListPage page,
      JsonObject rest,
      boolean isMasked,
      Call call) {
    return of(new Asked(query, page, rest, isMasked, call.takesGzip()), call.caller());
  }

  /** The same as it is. */
  Written of(RuntimeListQuery query, @Nullable ListPage page, JsonObject rest, Caller caller) {
    return of(new Asked(query, page, rest, false, false), caller);
  }

  private Written of(Asked asked, Caller caller) {
    try {
      return join(asked, caller).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException refused ? refused : failure;
    }
  }

  /** The same, later. */
  CompletableFuture<Written> join(
      RuntimeListQuery query, @Nullable ListPage page, JsonObject rest, Caller caller) {
    return join(new Asked(query, page, rest, false, false), caller);
  }

  private CompletableFuture<Written> join(Asked asked, Caller caller) {
    List<Account> accounts = caller.accounts();
    lock.lock();
    try {
      Waiting known = waiting.get(asked);
      Waiting list = known == null ? new Waiting() : known;
      enter(list, accounts);
      CompletableFuture<Written> answer = list.answerTo(caller, accounts);
      if (known == null) {
        begin(asked, list, accounts);
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  /** A client that hung up and asks again finds the places of what it no longer waits for. */
  private void enter(Waiting list, List<Account> accounts) {
    try {
      list.shared.enter(accounts);
    } catch (TooManyLists full) {
      ClientGone nobody = new ClientGone();
      waiting
          .values()
          .removeIf(other ->
              other.shared.isOf(accounts)
                  && other.isAbandoned()
                  && other.answer.completeExceptionally(nobody));
      list.shared.enter(accounts);
    }
  }

  private void begin(Asked asked, Waiting list, List<Account> accounts) {
    waiting.put(asked, list);
    try {
      queue.add(accounts.isEmpty() ? "nobody" : accounts.getFirst(), () -> write(asked, list));
    } catch (RuntimeException | Error noThread) {
      // Or who asks for the same would wait for it for ever.
      waiting.remove(asked);
      list.shared.leave(accounts);
      throw noThread;
    }
  }

  /** From now on a new list is written for whoever asks: he may have written what this lacks. */
  private void close(Asked asked, Waiting list) {
    lock.lock();
    try {
      waiting.remove(asked, list);
    } finally {
      lock.unlock();
    }
  }

  private void write(Asked asked, Waiting list) {
    close(asked, list);
    try {
      if (!list.answer.isDone()) {
        list.answer.complete(written(asked, list));
      }
    } catch (RuntimeException | Error failure) {
      list.answer.completeExceptionally(failure);
    }
  }

  private Kept written(Asked asked, Waiting list) {
    if (list.isAbandoned()) {
      throw new ClientGone();
    }
    ListBuilder items = new ListBuilder(room.get(), asked.page(), kept, asked.takesGzip());
    try {
      read(asked, watched(items, asked, list));
      return items.end(asked.rest());
    } catch (RuntimeException | Error failure) {
      items.giveUp();
      throw failure;
    } finally {
      if (items.isSpilled()) {
        // It has grown beyond what is worth keeping.
        room.remove();
      } else {
        room.get().clear();
      }
    }
  }

  /** Takes the rows of a list, and ends it when nobody waits for it any more. */
  private ComponentSink watched(ListBuilder items, Asked asked, Waiting list) {
    AtomicInteger rows = new AtomicInteger();
    return (component, asOf) -> {
      if (rows.getAndIncrement() % LOOK_EVERY == 0) {
        progress.run();
        if (list.isAbandoned()) {
          throw new ClientGone();
        }
      }
      items.add(asked.isMasked() ? component.masked() : component);
    };
  }

  private void read(Asked asked, ComponentSink sink) {
    if (asked.page() == null) {
      registry.stream(asked.query(), sink);
    } else {
      registry.stream(asked.query(), asked.page().withOneMore(), sink);
    }
  }

  /** Whether nothing is kept of any list. */
  boolean isEmpty() {
    return kept.isEmpty();
  }
}
