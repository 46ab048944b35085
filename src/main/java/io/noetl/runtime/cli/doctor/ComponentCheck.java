package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** The diagnosis steps for one component. */
final class ComponentCheck {

  private final DiagnosisRun run;
  private final Settings settings;
  private final RuntimeApi registry;
  private final Environment environment;
  private final RuntimeKind kind;
  private final String name;
  private final VersionCheck versions;
  private @Nullable ListedComponent component;
  private @Nullable HeartbeatObserver observer;

  ComponentCheck(
      DiagnosisRun run,
      Settings settings,
      RuntimeApi registry,
      Environment environment,
      RuntimeKind kind,
      String name,
      VersionCheck versions) {
    this.run = run;
    this.settings = settings;
    this.registry = registry;
    this.environment = environment;
    this.kind = kind;
    this.name = name;
    this.versions = versions;
  }

  /** Runs the steps. */
  void check(Duration observed) {
    run.step("row", this::row);
    run.step("heartbeat", this::heartbeat);
    run.step("owner", () -> Finding.ok(owner().sentence()));
    run.step("interval", () -> interval(observed));
    if (component != null && component.declaresDependencies()) {
      run.step("dependencies", this::dependencies);
    }
    run.step("values", () -> values(found().info().masked()));
  }

  /** The verdict on the component, once all steps have run. */
  Verdict verdict(String registryFlags) {
    return new ComponentVerdict(
            found(), owner(), observer(), found().wasDeregistered(offlineAfter()), registryFlags)
        .verdict();
  }

  /** The other kinds under which the name is registered, where its row was not found. */
  List<String> otherKinds() {
    return component == null && run.failedStep().equals("row")
        ? OtherKinds.of(registry, name)
        : List.of();
  }

  private Finding row() {
    RuntimeListQuery query = RuntimeListQuery.named(kind, name);
    RuntimeListResponse listed = registry.list(query);
    Instant asOf = environment.clock().asOf(listed.asOf());
    List<ListedComponent> found =
        ListedComponent.of(listed, asOf, Session.staleAfter(settings, registry));
    if (found.isEmpty()) {
      throw new RuntimeApiException.UnknownComponent(
          kind, String.valueOf(query.name()), Details.NONE);
    }
    component = found.getFirst();
    RuntimeComponentInfo info = component.info();
    return Finding.ok(
        kind.word()
            + " "
            + info.name()
            + ", registered as "
            + info.status()
            + (info.runtimeId() == null ? "" : ", runtime_id " + info.runtimeId()));
  }

  private Finding heartbeat() {
    return found().isAlive() ? Finding.ok(age()) : Finding.failed(age());
  }

  private String age() {
    Duration age = found().liveness().age();
    return (age == null ? "there was never one" : AgeFormat.text(age) + " old")
        + (found().isOffline() ? ", and the row is offline" : "")
        + "; stale after "
        + AgeFormat.text(Session.staleAfter(settings, registry))
        + ", swept after "
        + AgeFormat.text(offlineAfter());
  }

  private Duration offlineAfter() {
    return Session.offlineAfter(settings, registry);
  }

  private RegisteredOwner owner() {
    return RegisteredOwner.of(
        found(), ComponentOptions.hostHere(settings, environment), environment.host().processes());
  }

  private Finding interval(Duration observed) {
    HeartbeatObserver started =
        new HeartbeatObserver(registry, kind, found().name(), environment.clock().time());
    observer = started;
    Finding seen = started.observe(found().info(), observed);
    if (found().isAlive() || started.heartbeats() > 0 || observed.isZero()) {
      return seen;
    }
    return found().wasDeregistered(offlineAfter())
        ? Finding.skipped(seen.text() + ", and none is due: it was deregistered")
        : Finding.failed(seen.text());
  }

  private Finding values(RuntimeComponentInfo info) {
    String capacity = info.capacity();
    String text = "capacity " + (capacity == null ? "unknown" : capacity);
    boolean isList = info.json().get("labels") instanceof ArrayNode;
    String labels =
        ", labels "
            + (info.labels().isEmpty() ? "none" : ListedComponent.labels(info))
            + versions.words(info);
    if (isList) {
      return Finding.warning(text + labels + "; the labels are a list, in which no K=V is found");
    }
    return "0".equals(capacity)
        ? Finding.warning(text + ", so it takes no jobs" + labels)
        : Finding.ok(text + labels);
  }

  private Finding dependencies() {
    component =
        RegistryGraph.judged(List.of(found()), registry, environment.clock(), settings).getFirst();
    DependencyNode node = component.node();
    if (node == null || node.dependencies().isEmpty()) {
      return Finding.warning("the declaration is not a list of references");
    }
    String words =
        node.dependencies().stream().map(Dependency::inWords).collect(Collectors.joining(", "));
    List<Dependency> lacking = node.lacking();
    if (lacking.isEmpty()) {
      boolean isKnown = node.dependencies().stream().allMatch(it -> it.state().isListed());
      return isKnown ? Finding.ok(words) : Finding.warning(words);
    }
    return Finding.failed(
        lacking.size()
            + " of "
            + node.dependencies().size()
            + " not met: "
            + lacking.stream().map(Dependency::inWords).collect(Collectors.joining(", ")));
  }

  private ListedComponent found() {
    if (component == null) {
      throw new IllegalStateException("the row was not read");
    }
    return component;
  }

  private HeartbeatObserver observer() {
    if (observer == null) {
      throw new IllegalStateException("the heartbeats were not watched");
    }
    return observer;
  }
}
