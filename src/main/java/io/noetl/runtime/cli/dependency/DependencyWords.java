package io.noetl.runtime.cli.dependency;

import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.ReferenceState;

/** Components and dependencies in a line. */
final class DependencyWords {

  private DependencyWords() {}

  /** Kind, name, effective status and version, and whether it is blocked. */
  static String component(DependencyNode node) {
    return node.path() + status(node) + (node.isBlocked() ? " blocked" : "");
  }

  private static String status(DependencyNode node) {
    return " (" + node.statusAndVersion(", ") + ")";
  }

  /** A component that a selector found, and why it does not count. */
  static String match(DependencyNode node, ReferenceState state) {
    String why = state.whyNot(node);
    return component(node)
        + (why.isEmpty() || why.equals(node.liveness().effectiveStatus())
            ? ""
            : " not counted: " + why);
  }

  /** A reference, what it refers to and why it is not met. */
  static String dependency(Dependency dependency) {
    ReferenceState state = dependency.state();
    StringBuilder words = new StringBuilder(state.reference().text());
    String why = "";
    if (state.selects() || state.targets().isEmpty()) {
      words.append(" (").append(state.words()).append(')');
    } else {
      DependencyNode target = state.targets().getFirst();
      words.append(status(target)).append(target.isBlocked() ? " blocked" : "");
      why = state.words().equals(target.liveness().effectiveStatus()) ? "" : state.words();
    }
    words.append(dependency.reference().optional() ? " optional" : "");
    if (!state.isMet() && state.isListed()) {
      words.append(" not met").append(why.isEmpty() ? "" : ": " + why);
    }
    return words.toString();
  }

  /** A reference that selects components, and how many it finds. */
  static String selector(ReferenceState state) {
    return state.reference().text() + " (" + state.words() + ")";
  }

  /** A component that depends on another, and by which reference if that has a range. */
  static String dependent(Dependency dependency) {
    ReferenceState state = dependency.state();
    boolean isPlain = state.selects() || state.reference().range() == null;
    return component(dependency.from())
        + (isPlain ? "" : ", by " + state.reference())
        + (dependency.reference().optional() ? ", optional" : "");
  }
}
