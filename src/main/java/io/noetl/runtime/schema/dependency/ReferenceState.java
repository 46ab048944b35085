package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.version.ComponentVersion;
import io.noetl.runtime.schema.version.InvalidVersionException;
import io.noetl.runtime.schema.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a registry holds for a reference; the same for all components that declare it. */
public final class ReferenceState {

  static final String NOT_REGISTERED = "not registered";
  static final String NOT_LISTED = "not listed by the registry";

  private final List<DependencyNode> targets;
  private final List<Dependency> dependents = new ArrayList<>();
  private final ComponentReference reference;
  private final @Nullable String wanted;
  private final @Nullable VersionRange range;
  private final boolean listed;
  private final boolean met;
  private final String words;

  ReferenceState(ComponentReference reference, List<DependencyNode> targets, boolean listed) {
    this.listed = listed;
    this.targets = targets;
    this.reference =
        new ComponentReference(
            reference.kind(), reference.name(), reference.selector(), reference.range(), false);
    this.wanted = reference.range();
    this.range = range(reference.range());
    int ready = 0;
    int available = 0;
    for (DependencyNode target : targets) {
      available += target.isAvailable() ? 1 : 0;
      ready += whyNot(target).isEmpty() ? 1 : 0;
      target.isTargetOf(this);
    }
    this.met = ready > 0;
    if (!listed) {
      this.words = NOT_LISTED;
    } else if (reference.selector() == null) {
      this.words = targets.isEmpty() ? NOT_REGISTERED : whyNot(targets.getFirst());
    } else {
      this.words =
          targets.size()
              + (targets.size() == 1 ? " matches, " : " match, ")
              + available
              + " ready"
              + (ready == available
                  ? ""
                  : ", " + (ready == 0 ? "none" : ready) + " with " + wanted);
    }
  }

  void add(Dependency dependent) {
    dependents.add(dependent);
  }

  /** The reference, as one that is required. */
  public ComponentReference reference() {
    return reference;
  }

  /** Whether it selects components by labels, instead of naming one. */
  public boolean selects() {
    return reference.selector() != null;
  }

  /** The components that it names or selects, by kind and name. */
  public List<DependencyNode> targets() {
    return targets;
  }

  /** The dependencies that have this reference. */
  public List<Dependency> dependents() {
    return dependents;
  }

  /** Whether the registry lists components of the kind, so that it is known what there is. */
  public boolean isListed() {
    return listed;
  }

  public boolean isMet() {
    return met;
  }

  /**
   * Why a reference to one component is not met, such as {@code not registered}, and empty where it
   * is; of a reference that selects components, how many match and how many of them are ready.
   */
  public String words() {
    return words;
  }

  /** Why a target does not meet the reference; empty where it does. */
  public String whyNot(DependencyNode target) {
    if (!target.isAvailable()) {
      return target.liveness().effectiveStatus();
    }
    if (wanted == null) {
      return "";
    }
    ComponentVersion version = target.version();
    if (range != null && range.contains(version)) {
      return "";
    }
    return "version " + (version == null ? "unknown" : version) + ", wanted " + wanted;
  }

  /** The range of a reference; null for none, and for a text that is none: no version is in it. */
  private static @Nullable VersionRange range(@Nullable String text) {
    try {
      return text == null ? null : VersionRange.parse(text);
    } catch (InvalidVersionException unreadable) {
      return null;
    }
  }
}
