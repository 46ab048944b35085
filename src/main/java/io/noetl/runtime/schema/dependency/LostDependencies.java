package io.noetl.runtime.schema.dependency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What living components lose when others are taken away. */
public final class LostDependencies {

  private LostDependencies() {}

  /**
   * The dependencies that cannot be met without these components, of those that stay. A selector
   * that another component still meets is not among them, nor one that others fail already.
   */
  public static List<Dependency> without(Collection<DependencyNode> taken) {
    Set<DependencyNode> gone = new LinkedHashSet<>(taken);
    // Each reference is looked at once: a selector may find all that are taken away.
    Set<ReferenceState> referring = new LinkedHashSet<>();
    gone.forEach(node -> referring.addAll(node.referredBy()));
    List<Dependency> dependencies = new ArrayList<>();
    for (ReferenceState reference : referring) {
      if (!isLost(reference, gone)) {
        continue;
      }
      for (Dependency dependency : reference.dependents()) {
        if (!gone.contains(dependency.from()) && dependency.from().liveness().isAlive()) {
          dependencies.add(dependency);
        }
      }
    }
    dependencies.sort(DependencyNode.BY_DEPENDENT);
    return dependencies;
  }

  private static boolean isLost(ReferenceState reference, Set<DependencyNode> gone) {
    boolean leavesOthers = false;
    for (DependencyNode target : reference.targets()) {
      if (!gone.contains(target)) {
        leavesOthers = true;
        if (reference.whyNot(target).isEmpty()) {
          return false;
        }
      }
    }
    return !leavesOthers || reference.isMet();
  }
}
