package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.ComponentKey;
import io.noetl.runtime.schema.RegistryServer;
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
import io.noetl.runtime.schema.dependency.ReferenceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reports which living components depend on those that are taken away, and refuses to take away
 * what others require where that is asked for. It reads one list of all components.
 *
 * <p>Commands know a guard as a consumer of names: they are started without this class.
 *
 * @param required the required dependencies on each component, those that share a reference in one
 *     list
 * @param verb what is done to them
 */
public record DependentsGuard(
    RuntimeKind kind, Map<ComponentKey, List<List<Dependency>>> required, String verb)
    implements Consumer<String> {

  /** How long a change that is done waits for the list. */
  private static final long SECONDS = 2;

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
    return new DependentsGuard(kind, required(lost), verb);
  }

  private static Map<ComponentKey, List<List<Dependency>>> required(List<Dependency> lost) {
    Map<ReferenceState, List<Dependency>> byReference = new LinkedHashMap<>();
    for (Dependency dependency : lost) {
      if (!dependency.reference().optional()) {
        byReference.computeIfAbsent(dependency.state(), _ -> new ArrayList<>()).add(dependency);
      }
    }
    Map<ComponentKey, List<List<Dependency>>> required = new HashMap<>();
    byReference.forEach((reference, dependencies) -> {
      for (DependencyNode target : reference.targets()) {
        required.computeIfAbsent(target.info().key(), _ -> new ArrayList<>()).add(dependencies);
      }
    });
    return required;
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

  /**
   * Reports the components that depended on one that is offline now. The change is done: it does
   * not fail with the list, and waits two seconds for it (closing a database waits for its answer,
   * which {@code --timeout} limits).
   */
  public static void tellAfter(
      RuntimeKind kind, String name, Session session, Environment environment)
      throws InterruptedException {
    ComponentKey key = new ComponentKey(kind.word(), name);
    FutureTask<List<Dependency>> lost = new FutureTask<>(() -> lost(key, session, environment));
    Thread.ofPlatform().daemon().name("dependents").start(lost);
    try {
      tell(lost.get(SECONDS, TimeUnit.SECONDS), session);
    } catch (TimeoutException late) {
      noteUnknown(key, "no list of all components within " + SECONDS + "s", session);
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      if (!(cause instanceof RuntimeApiException.Unsupported)) {
        noteUnknown(key, cause == null ? null : cause.getMessage(), session);
      }
    }
  }

  private static void noteUnknown(ComponentKey key, @Nullable String reason, Session session) {
    session
        .diagnostics()
        .note(
            "cannot determine which components depend on "
                + key.kind()
                + " "
                + key.name()
                + (reason == null ? "" : ": " + reason));
  }

  /** What others lost with a component that is offline or was deleted. */
  private static List<Dependency> lost(ComponentKey key, Session session, Environment environment) {
    if (!session.registry().mayDeclareDependencies()) {
      return List.of();
    }
    // What it met is judged by the version and heartbeat that it had.
    DependencyGraph before =
        graph(
            row ->
                row.key().equals(key)
                    ? new RuntimeComponentInfo(row.json().with("status", "ready"))
                    : row,
            session,
            environment);
    DependencyNode node = before.node(key.kind(), key.name());
    if (node != null) {
      return LostDependencies.without(List.of(node));
    }
    // A Rust server deletes the row, while other servers may accept names that were never there.
    List<Dependency> named = before.missing().getOrDefault(key, List.of());
    return named.isEmpty() || session.registry().server().software() != RegistryServer.Software.RUST
        ? List.of()
        : named.stream().filter(one -> one.from().liveness().isAlive()).toList();
  }

  private static List<Dependency> lost(
      List<ComponentKey> keys,
      UnaryOperator<RuntimeComponentInfo> changed,
      Session session,
      Environment environment) {
    if (keys.isEmpty() || !session.registry().mayDeclareDependencies()) {
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
        environment.clock().asOf(listed.asOf()),
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
    List<Dependency> dependencies = new ArrayList<>();
    required.getOrDefault(key, List.of()).forEach(dependencies::addAll);
    if (!dependencies.isEmpty()) {
      dependencies.sort(DependencyNode.BY_DEPENDENT);
      throw new RuntimeApiException.Conflict(
          kind.word() + " " + key.name() + " is needed by " + inWords(dependencies),
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
