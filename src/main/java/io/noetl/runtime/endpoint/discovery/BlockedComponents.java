package io.noetl.runtime.endpoint.discovery;

import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which living components lack a dependency. That takes a list of all components, which is read at
 * most once a second, however many clients ask, and only for components that declare dependencies.
 */
final class BlockedComponents {

  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final RuntimeApi registry;
  private final Duration offlineAfter;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private Map<ComponentKey, List<String>> blocked = Map.of();
  private long readAt;
  private boolean isRead;

  BlockedComponents(
      RuntimeApi registry, Duration offlineAfter, LongSupplier nanoTime, InstantSource clock) {
    this.registry = registry;
    this.offlineAfter = offlineAfter;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  /** The registry's own time, or that of this host where it gave none. */
  Instant asOf(@Nullable Instant there) {
    return there == null ? clock.instant() : there;
  }

  /** The dependencies that a component lacks, and why; empty where it is not blocked. */
  List<String> of(RuntimeComponentInfo component) {
    return component.json().object("runtime").has(ComponentReference.FIELD)
        ? current().getOrDefault(component.key(), List.of())
        : List.of();
  }

  private Map<ComponentKey, List<String>> current() {
    turn.lock();
    try {
      if (!isRead || nanoTime.getAsLong() - readAt >= FRESH) {
        readAt = nanoTime.getAsLong();
        blocked = read();
        isRead = true;
      }
      return blocked;
    } finally {
      turn.unlock();
    }
  }

  private Map<ComponentKey, List<String>> read() {
    RuntimeListResponse all = registry.list(RuntimeListQuery.ALL.withLeases(false));
    DependencyGraph graph = DependencyGraph.of(all.items(), asOf(all.asOf()), offlineAfter, null);
    Map<ComponentKey, List<String>> found = new HashMap<>();
    for (DependencyNode node : graph.nodes()) {
      if (node.isBlocked()) {
        found.put(node.info().key(), node.lacking().stream().map(Dependency::inWords).toList());
      }
    }
    return found;
  }
}
