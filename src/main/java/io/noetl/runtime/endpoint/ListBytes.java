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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
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

  /** A longer list goes to a file, in bytes; ten thousand components need half. */
  private static final int MOST_KEPT = 8 << 20;

  /** So much of it at a time. */
  private static final int PORTION = 1 << 20;

  /** Each may be as long as all components are. */
  private static final int MOST_FILES = 16;

  private final RuntimeApi registry;

  /**
   * Where a thread puts its lists together. To grow that anew for each, a few megabytes in doubling
   * steps, makes the collector stop everything for tens of milliseconds once a second.
   */
  private final ThreadLocal<JsonBytes> room = ThreadLocal.withInitial(() -> new JsonBytes(8192));

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Asked, Waiting> waiting = new HashMap<>();
  private final Semaphore files = new Semaphore(MOST_FILES);

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
   * @param bytes all of it; none where it is in a file
   * @param spilled the file, which everybody who asked has to release; null where there is none
   * @param isGzip whether it is compressed
   */
  record Written(byte[] bytes, @Nullable SpilledList spilled, boolean isGzip) {}

  /** Those who wait for a list that is not begun. */
  private static final class Waiting {
    final CompletableFuture<Written> answer = new CompletableFuture<>();
    int readers;
  }

  /** The same as it is, to nobody in particular. */
  Written of(RuntimeListQuery query, @Nullable ListPage page, JsonObject rest) {
    return of(query, page, rest, false, false);
  }

  /**
   * The whole answer, read after it was asked for.
   *
   * @param isMasked whether secrets are masked, for a page that people look at
   * @param takesGzip whether it may be compressed where it is long
   * @throws RuntimeApiException as the registry does
   */
  Written of(
      RuntimeListQuery query,
      @Nullable ListPage page,
      JsonObject rest,
      boolean isMasked,
      boolean takesGzip) {
    try {
      return join(new Asked(query, page, rest, isMasked, takesGzip)).join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeApiException refused ? refused : failure;
    }
  }

  /** The same, later. */
  CompletableFuture<Written> join(
      RuntimeListQuery query, @Nullable ListPage page, JsonObject rest) {
    return join(new Asked(query, page, rest, false, false));
  }

  private CompletableFuture<Written> join(Asked asked) {
    lock.lock();
    try {
      Waiting list = waiting.get(asked);
      if (list == null) {
        list = new Waiting();
        waiting.put(asked, list);
        try {
          threads.execute(() -> write(asked));
        } catch (RuntimeException | Error noThread) {
          // Or who asks for the same would wait for it for ever.
          waiting.remove(asked);
          throw noThread;
        }
      }
      list.readers++;
      return list.answer;
    } finally {
      lock.unlock();
    }
  }

  /** From now on a new list is written for whoever asks: he may have written what this lacks. */
  private Waiting begin(Asked asked) {
    lock.lock();
    try {
      return Objects.requireNonNull(waiting.remove(asked));
    } finally {
      lock.unlock();
    }
  }

  private void write(Asked asked) {
    Waiting list = begin(asked);
    try {
      list.answer.complete(written(asked, list.readers));
    } catch (RuntimeException | Error failure) {
      list.answer.completeExceptionally(failure);
    }
  }

  private Written written(Asked asked, int readers) {
    Items items = new Items(room.get(), asked.page(), files, asked.takesGzip());
    try {
      read(
          asked, (component, asOf) -> items.add(asked.isMasked() ? component.masked() : component));
      Written written = items.end(asked.rest());
      SpilledList spilled = written.spilled();
      for (int i = 1; spilled != null && i < readers; i++) {
        spilled.keep();
      }
      return written;
    } catch (RuntimeException | Error failure) {
      items.giveUp();
      throw failure;
    } finally {
      if (items.spilled == null) {
        items.bytes.clear();
      } else {
        // It has grown beyond what is worth keeping.
        room.remove();
      }
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
    private final Semaphore files;
    private final boolean takesGzip;
    private @Nullable SpilledList spilled;
    private int count;
    private boolean isCut;

    Items(JsonBytes bytes, @Nullable ListPage page, Semaphore files, boolean takesGzip) {
      this.bytes = bytes;
      this.page = page;
      this.files = files;
      this.takesGzip = takesGzip;
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
      if (bytes.size() > (spilled == null ? MOST_KEPT : PORTION)) {
        spill();
      }
    }

    private void spill() {
      if (spilled == null) {
        spilled = SpilledList.open(files, takesGzip);
      }
      spilled.take(bytes);
    }

    void giveUp() {
      if (spilled != null) {
        spilled.release();
      }
    }

    Written end(JsonObject rest) {
      JsonObject tail = JsonObject.EMPTY.with("count", count).merge(rest);
      if (page != null) {
        tail = tail.with("next", isCut && last != null ? ListPage.key(last) : null);
      }
      byte[] end = Json.bytes(tail);
      bytes.raw(CLOSE);
      // Without its opening brace.
      bytes.raw(Arrays.copyOfRange(end, 1, end.length));
      if (spilled == null) {
        boolean isGzip = takesGzip && bytes.size() >= Gzip.SHORTEST;
        return new Written(isGzip ? Gzip.of(bytes) : bytes.toByteArray(), null, isGzip);
      }
      spilled.take(bytes);
      spilled.finish();
      return new Written(new byte[0], spilled, takesGzip);
    }
  }
}
