package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.output.TableSection;
import io.noetl.runtime.output.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moves rows of earlier server processes to a section of their own; NoETL's servers leave one row
 * per process.
 */
final class ServerInstances {

  private ServerInstances() {}

  /** Separates the instances whose server runs as another instance now. */
  static View<ListedComponent> apart(
      View<ListedComponent> view, List<ListedComponent> components, String registryFlags) {
    Set<String> living = new HashSet<>();
    for (ListedComponent component : components) {
      String logical = component.info().logicalName();
      if (logical != null && component.isAlive()) {
        living.add(logical);
      }
    }
    return living.isEmpty()
        ? view
        : view.withAside(
            new TableSection<>(
                component -> isReplaced(component, living),
                old -> heading(new ArrayList<>(old), registryFlags)));
  }

  private static boolean isReplaced(ListedComponent component, Set<String> living) {
    String logical = component.info().logicalName();
    return logical != null && !component.isAlive() && living.contains(logical);
  }

  private static String heading(List<ListedComponent> old, String registryFlags) {
    Set<String> servers = new TreeSet<>();
    old.forEach(instance -> servers.add(String.valueOf(instance.info().logicalName())));
    return old.size()
        + (old.size() == 1 ? " earlier instance of " : " earlier instances of ")
        + String.join(", ", servers)
        + "; count them: noetl-runtime list --kind server_api --group-by logical"
        + registryFlags;
  }
}
