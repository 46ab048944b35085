package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.endpoint.limits.ClientGone;
import io.noetl.runtime.json.JsonBytes;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Reads lists from the registry, and writes each row by row as it arrives. */
final class ListReader {

  /** After how many rows it is checked whether a client still waits. */
  private static final int CHECK_EVERY = 256;

  /**
   * Number of rows, a tenth of a millisecond, after which a list yields the processor. Otherwise
   * each of the three threads of a heartbeat waits some milliseconds until the scheduler preempts
   * the list.
   */
  private static final int YIELD_EVERY = 16;

  private final RuntimeApi registry;
  private final ServedDependencies dependencies;
  private final Runnable progress;
  private final ListStorage storage = new ListStorage();

  /**
   * The buffer of each thread, which is reused. A new one for every list, which doubles up to a few
   * megabytes, would pause the process for tens of milliseconds each second.
   */
  private final ThreadLocal<JsonBytes> buffer = ThreadLocal.withInitial(() -> new JsonBytes(8192));

  /**
   * A reader of the lists of a registry.
   *
   * @param progress is run from time to time while rows arrive
   */
  ListReader(RuntimeApi registry, ServedDependencies dependencies, Runnable progress) {
    this.registry = registry;
    this.dependencies = dependencies;
    this.progress = progress;
  }

  /**
   * The whole list.
   *
   * @param isAbandoned whether no client waits for it any more; asked from time to time
   * @throws ClientGone when none does
   */
  WrittenList read(ListKey key, BooleanSupplier isAbandoned) {
    if (isAbandoned.getAsBoolean()) {
      throw new ClientGone();
    }
    DependencyGraph graph = dependencies.ofList();
    DependencyMarks marks = new DependencyMarks(graph);
    WrittenList written = written(key, isAbandoned, marks);
    if (graph != null || !marks.areMissing()) {
      return written;
    }
    // The first list with dependencies; the graph cannot be read while a list is.
    written.release().run();
    dependencies.seen();
    return written(key, isAbandoned, new DependencyMarks(dependencies.ofList()));
  }

  private WrittenList written(ListKey key, BooleanSupplier isAbandoned, DependencyMarks marks) {
    ListBuilder items = new ListBuilder(buffer.get(), key.page(), storage, key.takesGzip());
    try {
      stream(key, watched(items, key, isAbandoned, marks));
      return items.end(key.rest());
    } catch (RuntimeException | Error failure) {
      items.discard();
      throw failure;
    } finally {
      if (items.isSpilled()) {
        // The buffer has grown too large to be kept.
        buffer.remove();
      } else {
        buffer.get().clear();
      }
    }
  }

  /** Takes the rows of a list, and cancels it when all its callers have disconnected. */
  @SuppressWarnings("ThreadPriorityCheck") // yields for the sake of others, not to wait for them
  private ComponentSink watched(
      ListBuilder items, ListKey key, BooleanSupplier isAbandoned, DependencyMarks marks) {
    AtomicInteger rows = new AtomicInteger();
    return (component, asOf) -> {
      int row = rows.getAndIncrement();
      if (row % YIELD_EVERY == 0) {
        Thread.yield();
      }
      if (row % CHECK_EVERY == 0) {
        progress.run();
        if (isAbandoned.getAsBoolean()) {
          throw new ClientGone();
        }
      }
      items.add(marks.on(key.isMasked() ? component.masked() : component));
    };
  }

  private void stream(ListKey key, ComponentSink sink) {
    if (key.page() == null) {
      registry.stream(key.query(), sink);
    } else {
      registry.stream(key.query(), key.page().withOneMore(), sink);
    }
  }

  /** Whether no list takes memory or a file. */
  boolean isEmpty() {
    return storage.isEmpty();
  }
}
