package io.noetl.runtime.schema.dependency;

import io.noetl.runtime.schema.ComponentReference;
import java.util.List;

/**
 * One reference of a component and what became of it.
 *
 * @param from the component that declares the reference
 * @param reference the reference as declared
 * @param state what the registry holds for it, shared by all components with the same reference
 */
public record Dependency(DependencyNode from, ComponentReference reference, ReferenceState state) {

  /** Whether the reference is met. */
  public boolean isMet() {
    return state.isMet();
  }

  /** Whether the dependency is required, and known not to be met. */
  public boolean isLacking() {
    return !reference.optional() && !state.isMet() && state.isListed();
  }

  /** Why the reference is not met, or the status of the one component, or how many match. */
  public String stateInWords() {
    return state.words().isEmpty()
        ? state.targets().getFirst().statusAndVersion(" ")
        : state.words();
  }

  /** The components that the reference names or selects, available or not. */
  public List<DependencyNode> targets() {
    return state.targets();
  }

  /** The reference and why it is not met, or how it is. */
  public String inWords() {
    String words = state.words();
    return reference + (words.isEmpty() ? "" : " (" + words + ")");
  }
}
