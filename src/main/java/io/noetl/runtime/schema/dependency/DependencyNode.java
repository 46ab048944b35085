package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.schema.Drain;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.version.ComponentVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component in a {@link DependencyGraph}. */
public final class DependencyNode {

  /** The order of dependencies by the kinds and names of the components that declare them. */
  public static final Comparator<Dependency> BY_DEPENDENT =
      Comparator.comparing(dependency -> dependency.from().info().key());

  private final RuntimeComponentInfo info;
  private final Liveness liveness;
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<ReferenceState> referredBy = new ArrayList<>();
  private @Nullable Map<String, String> labels;

  DependencyNode(RuntimeComponentInfo info, Liveness liveness) {
    this.info = info;
    this.liveness = liveness;
  }

  void add(Dependency dependency) {
    dependencies.add(dependency);
  }

  void isTargetOf(ReferenceState reference) {
    referredBy.add(reference);
  }

  Map<String, String> labels() {
    Map<String, String> read = labels;
    if (read == null) {
      read = info.labels();
      labels = read;
    }
    return read;
  }

  public RuntimeComponentInfo info() {
    return info;
  }

  public Liveness liveness() {
    return liveness;
  }

  /** Kind and name as a reference spells them. */
  public String path() {
    return info.kind() + "/" + info.name();
  }

  /** What the component depends on, in the order of its declaration. */
  public List<Dependency> dependencies() {
    return dependencies;
  }

  /** The dependencies of others that this component is a target of, by kind and name. */
  public List<Dependency> dependents() {
    if (referredBy.size() == 1) {
      return referredBy.getFirst().dependents();
    }
    List<Dependency> all = new ArrayList<>();
    referredBy.forEach(reference -> all.addAll(reference.dependents()));
    all.sort(BY_DEPENDENT);
    return all;
  }

  /** The references of others that name or select this component. */
  public List<ReferenceState> referredBy() {
    return referredBy;
  }

  /** The version that it declares; null for none. */
  public @Nullable ComponentVersion version() {
    return ComponentVersion.declared(info.json());
  }

  /** Whether any component depends on this one. */
  public boolean isNeeded() {
    return !referredBy.isEmpty();
  }

  /** Whether it is alive and takes work, so that others can depend on it. */
  public boolean isAvailable() {
    return liveness.isAlive() && !liveness.effectiveStatus().equals(Drain.STATUS);
  }

  /** Whether it is alive, but a dependency that it requires is not met. */
  public boolean isBlocked() {
    return liveness.isAlive() && lacksDependency();
  }

  private boolean lacksDependency() {
    for (Dependency dependency : dependencies) {
      if (dependency.isLacking()) {
        return true;
      }
    }
    return false;
  }

  /** The required dependencies that are not met. */
  public List<Dependency> lacking() {
    return dependencies.stream().filter(Dependency::isLacking).toList();
  }

  /** The dependencies that it lacks while it is blocked, and why. */
  public List<String> blockedBy() {
    return isBlocked() ? lacking().stream().map(Dependency::inWords).toList() : List.of();
  }

  /** The effective status, and the version where it declares one. */
  public String statusAndVersion(String separator) {
    ComponentVersion version = version();
    return liveness.effectiveStatus() + (version == null ? "" : separator + version);
  }

  /** When it was last alive; null where that is unknown, or it is alive. */
  @Nullable Instant deadSince() {
    return liveness.dead() ? info.heartbeat() : null;
  }

  @Override
  public String toString() {
    return path();
  }
}
