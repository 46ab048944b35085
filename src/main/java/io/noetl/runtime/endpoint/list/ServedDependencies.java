package io.noetl.runtime.endpoint.list;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.ReferredComponents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The graph of dependencies, which is read again after a while: for lists only once a list held a
 * component that declares dependencies, so that other fleets pay nothing.
 */
public final class ServedDependencies {

  /** For how long a graph is used for lists and metrics. */
  private static final long FRESH = Duration.ofSeconds(2).toNanos();

  /** How long the result is cached that no component declares dependencies. */
  private static final long FRESH_EMPTY = Duration.ofSeconds(60).toNanos();

  private static final RuntimeListQuery ALL = RuntimeListQuery.ALL.withLeases(false);

  private final RuntimeApi registry;
  private final Duration staleAfter;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable DependencyGraph last;
  private long readAt;
  private volatile boolean declared;

  public ServedDependencies(RuntimeApi registry, Duration staleAfter, LongSupplier nanoTime) {
    this.registry = registry;
    this.staleAfter = staleAfter;
    this.nanoTime = nanoTime;
  }

  /**
   * Whether a row declares dependencies that the graph contains: leases are no part of it, and what
   * is no reference is none of them.
   */
  static boolean declares(RuntimeComponentInfo row) {
    return row.json().object("runtime").has(ComponentReference.FIELD)
        && !row.isLease()
        && !DeclaredDependencies.of(row).references().isEmpty();
  }

  /** Notes that a row declares dependencies, which the last graph may not know. */
  void seen() {
    lock.lock();
    try {
      declared = true;
      last = null;
    } finally {
      lock.unlock();
    }
  }

  /** The graph for a list; null where no row was seen that declares dependencies. */
  @Nullable DependencyGraph ofList() {
    try {
      return declared ? recent(FRESH) : null;
    } catch (RuntimeApiException failure) {
      // The list itself says what is wrong.
      return null;
    }
  }

  /** The dependencies that a component lacks, and why, as they were some seconds ago. */
  public List<String> blockedBy(RuntimeComponentInfo row) {
    if (!declares(row)) {
      return List.of();
    }
    if (!declared) {
      seen();
    }
    DependencyNode node = recent(FRESH).node(row.key().kind(), row.name());
    return node == null ? List.of() : node.blockedBy();
  }

  /** A graph that may be some seconds old. */
  public DependencyGraph recent() {
    return recent(declared ? FRESH : FRESH_EMPTY);
  }

  private DependencyGraph recent(long fresh) {
    lock.lock();
    try {
      DependencyGraph known = last;
      if (known == null || nanoTime.getAsLong() - readAt > fresh) {
        known = declared || registry.mayDeclareDependencies() ? read() : none();
        last = known;
        readAt = nanoTime.getAsLong();
        declared = !known.isEmpty();
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private DependencyGraph none() {
    return DependencyGraph.of(List.of(), Instant.EPOCH, staleAfter, null);
  }

  private DependencyGraph read() {
    ReferredComponents referred = new ReferredComponents();
    boolean areAny = readReferences(referred);
    return areAny ? read(referred, null) : none();
  }

  /** The graph as it is now, with one component even if it is no part of it. */
  DependencyGraph with(ComponentKey key) {
    ReferredComponents referred = new ReferredComponents();
    readReferences(referred);
    return read(referred, key);
  }

  private boolean readReferences(ReferredComponents referred) {
    AtomicBoolean areAny = new AtomicBoolean();
    registry.stream(
        ALL,
        (row, _) -> {
          if (declares(row)) {
            areAny.set(true);
            referred.addReferencesOf(row);
          }
        });
    return areAny.get();
  }

  /** Keeps the components of the graph only: a large fleet would not fit in memory. */
  private DependencyGraph read(ReferredComponents referred, @Nullable ComponentKey key) {
    List<RuntimeComponentInfo> rows = new ArrayList<>();
    // Without the registry's time no component counts as stale.
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    registry.stream(
        ALL,
        (row, asOf) -> {
          if (asOf != null) {
            now.set(asOf);
          }
          if (declares(row) || referred.contains(row) || row.key().equals(key)) {
            rows.add(row);
          }
        });
    return DependencyGraph.of(rows, now.get(), staleAfter, null);
  }
}
