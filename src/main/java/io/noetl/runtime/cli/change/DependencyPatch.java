package io.noetl.runtime.cli.change;

import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.registry.FieldWords;
import io.noetl.runtime.schema.ComponentReference;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The option {@code --depends-on} of {@code set}: a reference is added, or replaces the one to the
 * same component or labels; behind {@code REF-} stands one to take away.
 */
final class DependencyPatch {

  private DependencyPatch() {}

  /**
   * The list of a row after the change; empty for none.
   *
   * @param row null while it is not read yet; then only what is added is checked
   */
  static List<String> of(List<String> options, @Nullable RuntimeComponentInfo row) {
    List<DeclaredDependencies.Entry> entries = new ArrayList<>();
    if (row != null) {
      entries.addAll(DeclaredDependencies.of(row).entries());
    }
    for (String option : options) {
      String text = option.strip();
      if (text.length() > 1 && text.endsWith("-")) {
        if (row == null) {
          // It may be what another program wrote.
          continue;
        }
        remove(text.substring(0, text.length() - 1), entries);
      } else {
        add(parse(text), entries);
      }
    }
    return entries.stream().map(DeclaredDependencies.Entry::written).toList();
  }

  private static void add(ComponentReference reference, List<DeclaredDependencies.Entry> entries) {
    DeclaredDependencies.Entry added = new DeclaredDependencies.Entry(reference.text(), reference);
    for (int i = 0; i < entries.size(); i++) {
      if (isSameTarget(reference, entries.get(i).reference())) {
        entries.set(i, added);
        return;
      }
    }
    entries.add(added);
  }

  private static void remove(String text, List<DeclaredDependencies.Entry> entries) {
    // What is no reference is taken away as it is written.
    if (entries.removeIf(entry -> entry.reference() == null && entry.written().equals(text))) {
      return;
    }
    ComponentReference removed = parse(text);
    entries.removeIf(entry ->
        isSameTarget(removed, entry.reference())
            && (removed.range() == null
                || removed.range().equals(Objects.requireNonNull(entry.reference()).range())));
  }

  private static boolean isSameTarget(
      ComponentReference reference, @Nullable ComponentReference other) {
    return other != null
        && reference.kind() == other.kind()
        && Objects.equals(reference.name(), other.name())
        && Objects.equals(reference.selector(), other.selector());
  }

  private static ComponentReference parse(String text) {
    try {
      return ComponentReference.parse(text);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      throw FieldWords.ofFlags(invalid, ComponentOptions::flag);
    }
  }
}
