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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says which living components depend on those that are about to be taken away, and refuses to take
 * away what others require where that is asked for. It reads one list of all components.
 *
 * <p>Commands know a guard as a consumer of names: they are started without this class.
 *
 * @param lost what others lose without the components
 * @param verb what is done to them
 */
public record DependentsGuard(RuntimeKind kind, List<Dependency> lost, String verb)
    implements Consumer<String> {

  /**
   * Finds the components that depend on components of a kind, and reports them unless {@code -q} is
   * given.
   *
   * @param isUnusedOnly whether a component that others require is refused
   * @return refuses a component by its name
   */
  public static Consumer<String> of(
      RuntimeKind kind,
      List<String> names,
      String verb,
      boolean isUnusedOnly,
      Session session,
      Environment environment) {
    List<ComponentKey> keys = new ArrayList<>(names.size());
    names.forEach(name -> keys.add(new ComponentKey(kind.word(), name.strip())));
    List<Dependency> lost;
    try {
      lost = lost(keys, UnaryOperator.identity(), session, environment);
    } catch (RuntimeApiException unreadable) {
      if (isUnusedOnly) {
        throw unreadable;
      }
      // The change itself reports the problem.
      lost = List.of();
    }
    if (!isUnusedOnly) {
      tell(lost, session);
      return name -> {};
    }
    // What is required is refused.
    tell(lost.stream().filter(one -> one.reference().optional()).toList(), session);
    return new DependentsGuard(
        kind, lost.stream().filter(one -> !one.reference().optional()).toList(), verb);
  }

  /**
   * Reports the components that depend on listed ones.
   *
   * @param changed a component as it will be when they are taken away
   */
  public static void tell(
      List<RuntimeComponentInfo> rows,
      UnaryOperator<RuntimeComponentInfo> changed,
      Session session,
      Environment environment) {
    try {
      tell(
          lost(
              rows.stream().map(RuntimeComponentInfo::key).toList(), changed, session, environment),
          session);
    } catch (RuntimeApiException unreadable) {
      // The change itself reports the problem.
    }
  }

  private static List<Dependency> lost(
      List<ComponentKey> keys,
      UnaryOperator<RuntimeComponentInfo> changed,
      Session session,
      Environment environment) {
    if (keys.isEmpty()) {
      return List.of();
    }
    DependencyGraph graph = graph(changed, session, environment);
    List<DependencyNode> taken = new ArrayList<>();
    for (ComponentKey key : keys) {
      DependencyNode node = graph.node(key.kind(), key.name());
      if (node != null) {
        taken.add(node);
      }
    }
    return LostDependencies.without(taken);
  }

  /** Unlike the commands that show the graph, this says nothing of kinds that are not listed. */
  private static DependencyGraph graph(
      UnaryOperator<RuntimeComponentInfo> changed, Session session, Environment environment) {
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
        listed.items().stream().map(changed).toList(),
        session.asOf(listed.asOf(), environment),
        session.staleAfter(),
        only);
  }

  private static void tell(List<Dependency> lost, Session session) {
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
  }

  /**
   * Refuses a component.
   *
   * @throws RuntimeApiException.Conflict when a living component requires it
   */
  @Override
  public void accept(String name) {
    ComponentKey key = new ComponentKey(kind.word(), name.strip());
    List<Dependency> required = new ArrayList<>();
    for (Dependency dependency : lost) {
      if (dependency.targets().stream().anyMatch(target -> target.info().key().equals(key))) {
        required.add(dependency);
      }
    }
    if (!required.isEmpty()) {
      throw new RuntimeApiException.Conflict(
          kind.word() + " " + key.name() + " is needed by " + inWords(required),
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
