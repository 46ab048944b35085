package io.noetl.runtime.schema.dependency;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dependency that failed first among all that a component lacks, its dependencies' own
 * included: the likely cause of the others.
 *
 * @param dependency the reference that is not met, of the component or of one that it depends on
 * @param since when its last target was last alive; null where there never was one, or it is alive
 */
public record FailedDependency(Dependency dependency, @Nullable Instant since) {

  /** What was never there comes first, what is alive and does not fit last. */
  private static final Comparator<FailedDependency> ORDER =
      Comparator.comparingInt(FailedDependency::rank)
          .thenComparing(failed -> failed.since == null ? Instant.EPOCH : failed.since);

  /** The first of a component; null where it lacks none. */
  public static @Nullable FailedDependency firstOf(DependencyNode component) {
    FailedDependency first = null;
    Set<DependencyNode> seen = new HashSet<>();
    Deque<DependencyNode> open = new ArrayDeque<>();
    seen.add(component);
    open.add(component);
    while (!open.isEmpty()) {
      for (Dependency dependency : open.remove().lacking()) {
        FailedDependency failed = new FailedDependency(dependency, since(dependency));
        first = first == null || ORDER.compare(failed, first) < 0 ? failed : first;
        for (DependencyNode target : dependency.targets()) {
          if (seen.add(target)) {
            open.add(target);
          }
        }
      }
    }
    return first;
  }

  private int rank() {
    return dependency.targets().isEmpty() ? 0 : since != null ? 1 : 2;
  }

  /** Several targets are lost with the last of them. */
  private static @Nullable Instant since(Dependency dependency) {
    Instant last = null;
    for (DependencyNode target : dependency.targets()) {
      Instant since = target.deadSince();
      if (target.liveness().isAlive()) {
        return null;
      }
      last = last == null || (since != null && since.isAfter(last)) ? since : last;
    }
    return last;
  }
}
