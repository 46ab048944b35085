package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyGraph;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.LostDependencies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which living components depend on those that are about to be taken away, and refuses that
 * where it is asked to. It reads one list of all components.
 */
public final class DependentsGuard {

  private final Session session;
  private final boolean isUnusedOnly;
  private List<Dependency> lost = List.of();

  /**
   * A guard that has not looked yet.
   *
   * @param isUnusedOnly whether to refuse what others require
   */
  public DependentsGuard(Session session, boolean isUnusedOnly) {
    this.session = session;
    this.isUnusedOnly = isUnusedOnly;
  }

  /** Looks who depends on some components of a kind. */
  public DependentsGuard look(RuntimeKind kind, Collection<String> names, Environment environment) {
    List<ComponentKey> keys = new ArrayList<>(names.size());
    names.forEach(name -> keys.add(new ComponentKey(kind.word(), name.strip())));
    return look(keys, environment);
  }

  /** The same for listed components. */
  public DependentsGuard look(List<RuntimeComponentInfo> rows, Environment environment) {
    return look(
        (Collection<ComponentKey>) rows.stream().map(RuntimeComponentInfo::key).toList(),
        environment);
  }

  private DependentsGuard look(Collection<ComponentKey> keys, Environment environment) {
    if (keys.isEmpty()) {
      return this;
    }
    try {
      DependencyGraph graph = graph(environment);
      List<DependencyNode> taken = new ArrayList<>();
      for (ComponentKey key : keys) {
        DependencyNode node = graph.node(key.kind(), key.name());
        if (node != null) {
          taken.add(node);
        }
      }
      lost = LostDependencies.without(taken);
    } catch (RuntimeApiException unreadable) {
      if (isUnusedOnly) {
        throw unreadable;
      }
      // The change itself reports the problem.
    }
    return this;
  }

  /** Unlike the commands that show the graph, this says nothing of kinds that are not listed. */
  private DependencyGraph graph(Environment environment) {
    RuntimeListQuery all = RuntimeListQuery.ALL.withLeases(false);
    @Nullable RuntimeKind only = null;
    RuntimeListResponse listed;
    try {
      listed = session.registry().list(all);
    } catch (RuntimeApiException.Unsupported unlisted) {
      only = RuntimeKind.WORKER_POOL;
      listed = session.registry().list(all.withKind(only));
    }
    return DependencyGraph.of(
        listed.items(), session.asOf(listed.asOf(), environment), session.staleAfter(), only);
  }

  /** Says on standard error who depends on them, if anybody does. */
  public DependentsGuard tell() {
    long count = lost.stream().map(Dependency::from).distinct().count();
    if (count > 0) {
      session
          .diagnostics()
          .note(
              count
                  + (count == 1 ? " component loses" : " components lose")
                  + " a dependency: "
                  + inWords(lost));
    }
    return this;
  }

  /**
   * Refuses one of the components where that was asked for and others require it.
   *
   * @param verb what is done to it
   * @throws RuntimeApiException.Conflict when a living component requires it
   */
  public void check(RuntimeKind kind, String name, String verb) {
    if (!isUnusedOnly) {
      return;
    }
    List<Dependency> required = new ArrayList<>();
    for (Dependency dependency : lost) {
      boolean isOnIt =
          dependency.targets().stream()
              .map(target -> target.info().key())
              .anyMatch(new ComponentKey(kind.word(), name)::equals);
      if (isOnIt && !dependency.reference().optional()) {
        required.add(dependency);
      }
    }
    if (!required.isEmpty()) {
      throw new RuntimeApiException.Conflict(
          kind.word() + " " + name + " is needed by " + inWords(required),
          Details.NONE.withHint("to " + verb + " it anyway, leave --if-unused out"));
    }
  }

  private static String inWords(List<Dependency> dependencies) {
    List<String> words = new ArrayList<>();
    for (Dependency dependency : dependencies) {
      words.add(dependency.from().path() + " (" + dependency.reference() + ")");
    }
    return NameSummary.of(words);
  }
}
