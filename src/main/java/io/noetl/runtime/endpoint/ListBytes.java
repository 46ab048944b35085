package io.noetl.runtime.endpoint;

import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonBytes;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.ListPage;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists as they are read, row by row. Those who ask for the same list before it is begun get
 * the same bytes, so that one client's hunger for lists is not another's.
 */
final class ListBytes {

  private static final byte[] HEAD = "{\"items\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COMMA = {','};
  private static final byte[] CLOSE = {']', ','};

  /** Lists take their turns here, and leave the processor to what is quick. */
  private static final int AT_ONCE = 2;

  /**
   * The memory of a longer list is not worth keeping, in bytes; ten thousand components need half.
   */
  private static final int MOST_KEPT = 8 << 20;

  private final RuntimeApi registry;

  /**
   * Where a thread puts its lists together. To grow that anew for each, a few megabytes in doubling
   * steps, makes the collector stop everything for tens of milliseconds once a second.
   */
  private final ThreadLocal<JsonBytes> room = ThreadLocal.withInitial(() -> new JsonBytes(8192));

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Asked, CompletableFuture<byte[]>> waiting = new HashMap<>();

  /** Of the operating system, which divides its time among them and who answers heartbeats. */
  private final Executor threads;

  ListBytes(RuntimeApi registry) {
    this(registry, threads());
  }

  /** The same on threads of somebody else's. */
  ListBytes(RuntimeApi registry, Executor threads) {
    this.registry = registry;
    this.threads = threads;
  }

  private static Executor threads() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Thread.ofPlatform().daemon().name("lists").unstarted(task));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * One list, equal to another of the same bytes.
   *
   * @param page the part of it; null for all
   * @param rest what stands behind the items and their count
   * @param isMasked whether secrets are masked
   */
  private record Asked(
      RuntimeListQuery query, @Nullable ListPage page, JsonObject rest, boolean isMasked) {}

  /**
   * The whole answer, read after it was asked for.
   *
   * @throws RuntimeApiException as the registry does
   */
  byte[] of(RuntimeListQuery query, @Nullable ListPage page, JsonObject rest) {
    return of(new Asked(query, page, rest, false));
  }

  /** The same with secrets masked, for a page that people look at. */
  byte[] masked(RuntimeListQuery query, @Nullable ListPage page, JsonObject rest) {
    return of(new Asked(query, page, rest, true));
  }

  private byte[] of(Asked asked) {
    try {
      return join(asked).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeApiException refused ? refused : failure;
    }
  }

  /** The same, later. */
  CompletableFuture<byte[]> join(RuntimeListQuery query, @Nullable ListPage page, JsonObject rest) {
    return join(new Asked(query, page, rest, false));
  }

  private CompletableFuture<byte[]> join(Asked asked) {
    lock.lock();
    try {
      CompletableFuture<byte[]> known = waiting.get(asked);
      if (known != null) {
        return known;
      }
      CompletableFuture<byte[]> fresh = new CompletableFuture<>();
      waiting.put(asked, fresh);
      try {
        threads.execute(() -> write(asked, fresh));
      } catch (RuntimeException | Error noThread) {
        // Or who asks for the same would wait for it for ever.
        waiting.remove(asked);
        throw noThread;
      }
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  private void write(Asked asked, CompletableFuture<byte[]> answer) {
    lock.lock();
    try {
      // Who asks from now on may have written what this list does not hold.
      waiting.remove(asked);
    } finally {
      lock.unlock();
    }
    try {
      Items items = new Items(room.get(), asked.page());
      read(
          asked, (component, asOf) -> items.add(asked.isMasked() ? component.masked() : component));
      answer.complete(items.end(asked.rest()));
    } catch (RuntimeException | Error failure) {
      answer.completeExceptionally(failure);
    } finally {
      giveBack(room.get());
    }
  }

  private void giveBack(JsonBytes used) {
    if (used.size() > MOST_KEPT) {
      room.remove();
    } else {
      used.clear();
    }
  }

  private void read(Asked asked, ComponentSink sink) {
    if (asked.page() == null) {
      registry.stream(asked.query(), sink);
    } else {
      registry.stream(asked.query(), asked.page().withOneMore(), sink);
    }
  }

  /** The items of one list. */
  private static final class Items {

    private final JsonBytes bytes;
    private final @Nullable ListPage page;
    private @Nullable RuntimeComponentInfo last;
    private int count;
    private boolean isCut;

    Items(JsonBytes bytes, @Nullable ListPage page) {
      this.bytes = bytes;
      this.page = page;
      bytes.raw(HEAD);
    }

    void add(RuntimeComponentInfo item) {
      if (page != null && count == page.limit()) {
        isCut = true;
        return;
      }
      if (count > 0) {
        bytes.raw(COMMA);
      }
      bytes.value(item.json());
      last = item;
      count++;
    }

    byte[] end(JsonObject rest) {
      JsonObject tail = JsonObject.EMPTY.with("count", count).merge(rest);
      if (page != null) {
        tail = tail.with("next", isCut && last != null ? ListPage.key(last) : null);
      }
      byte[] end = Json.bytes(tail);
      bytes.raw(CLOSE);
      // Without its opening brace.
      bytes.raw(Arrays.copyOfRange(end, 1, end.length));
      return bytes.toByteArray();
    }
  }
}
