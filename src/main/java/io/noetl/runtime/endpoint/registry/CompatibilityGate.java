package io.noetl.runtime.endpoint.registry;

import io.noetl.runtime.endpoint.context.EndpointOptions.Compatibility;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.metrics.MetricSource;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.DeclaredDependencies;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Conflict;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.compatibility.CompatibilityCheck;
import io.noetl.runtime.schema.compatibility.CompatibilityRule;
import io.noetl.runtime.schema.compatibility.Violation;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Logs or refuses registrations whose versions do not fit to those of other components. */
public final class CompatibilityGate implements MetricSource {

  private final RuntimeApi registry;
  private final @Nullable Compatibility options;
  private final ServerLog log;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Object turn = new Object();
  private volatile List<CompatibilityRule> rules;

  /**
   * A gate in front of a registry.
   *
   * @param options null where everything passes
   */
  public CompatibilityGate(RuntimeApi registry, @Nullable Compatibility options, ServerLog log) {
    this.registry = registry;
    this.options = options;
    this.log = log;
    this.rules = options == null ? List.of() : options.rules();
  }

  /**
   * Reads the rules again.
   *
   * @return puts the new rules into effect
   * @throws RuntimeException when they are broken; the known rules stay
   */
  public Runnable renewal() {
    List<CompatibilityRule> fresh = options == null ? rules : options.again().get();
    return () -> rules = fresh;
  }

  /** Whether it has rules that may be read again. */
  public boolean isActive() {
    return options != null;
  }

  /** Passes a heartbeat on; the registration of a name that is unknown is checked before. */
  public CompletionStage<RuntimeHeartbeatResponse> heartbeatLater(RuntimeHeartbeatRequest request) {
    if (options == null || !options.recreates() || request.registration() == null) {
      return registry.heartbeatLater(request);
    }
    return registry
        .heartbeatLater(
            new RuntimeHeartbeatRequest(request.name(), request.kind(), null)
                .with(request.metrics()))
        .exceptionallyCompose(failure ->
            isUnknown(failure)
                ? CompletableFuture.supplyAsync(
                    () -> recreated(request), Thread::startVirtualThread)
                : CompletableFuture.failedStage(failure));
  }

  private static boolean isUnknown(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RuntimeApiException.UnknownComponent;
  }

  private RuntimeHeartbeatResponse recreated(RuntimeHeartbeatRequest request) {
    RuntimeRegistrationRequest registration = request.toRegistration();
    if (registration != null) {
      check(registration);
    }
    return registry.heartbeat(request);
  }

  /**
   * Checks a registration.
   *
   * @throws Conflict with the rule that it breaks, where that is refused
   */
  public void check(RuntimeRegistrationRequest request) {
    if (options != null) {
      check(request, options);
    }
  }

  /**
   * Checks an update that changes the version, the dependencies or the labels of a component.
   *
   * @throws Conflict with the rule that it breaks, where that is refused
   */
  public void check(RuntimeUpdateRequest request) {
    if (options == null) {
      return;
    }
    for (RuntimeComponentInfo row :
        registry.list(RuntimeListQuery.named(request.kind(), request.name())).items()) {
      RuntimeRegistrationRequest updated = updated(request, row);
      if (updated != null) {
        check(updated, options);
      }
    }
  }

  private static @Nullable RuntimeRegistrationRequest updated(
      RuntimeUpdateRequest request, RuntimeComponentInfo row) {
    RuntimeRegistrationRequest updated;
    try {
      updated = request.appliedTo(row);
    } catch (RuntimeApiException.InvalidRequest invalid) {
      // The update itself says what is wrong.
      return null;
    }
    RuntimeComponentInfo after = CompatibilityCheck.rows(List.of(updated)).getFirst();
    boolean isSame =
        Objects.equals(after.declaredVersion(), row.declaredVersion())
            && DeclaredDependencies.of(after).equals(DeclaredDependencies.of(row))
            && after.labels().equals(row.labels());
    return isSame ? null : updated;
  }

  private void check(RuntimeRegistrationRequest request, Compatibility how) {
    List<Violation> violations = violations(request);
    if (violations.isEmpty()) {
      return;
    }
    (how.refuses() ? refused : accepted).increment();
    String summary = Violation.summary(violations);
    log.warn(
        "incompatible",
        JsonObject.EMPTY
            .with("kind", request.kind().word())
            .with("name", request.name())
            .with("result", how.refuses() ? "refused" : "accepted")
            .with("message", summary));
    if (how.refuses()) {
      throw new Conflict(summary, Details.NONE);
    }
  }

  /** One after the other, since each holds the rows of all components. */
  private List<Violation> violations(RuntimeRegistrationRequest request) {
    synchronized (turn) {
      List<RuntimeComponentInfo> living = new ArrayList<>();
      registry.stream(
          RuntimeListQuery.ALL.withLeases(false),
          (component, _) -> {
            if (!component.status().equals(Liveness.OFFLINE)) {
              living.add(component);
            }
          });
      return new CompatibilityCheck(rules).of(CompatibilityCheck.rows(List.of(request)), living);
    }
  }

  @Override
  public void registerAt(PrometheusRegistry metrics) {
    if (options == null) {
      return;
    }
    CounterWithCallback.builder()
        .name("noetl_runtime_incompatible_registrations_total")
        .help("Registrations and updates whose versions break a compatibility rule.")
        .labelNames("result")
        .callback(page -> {
          page.call((double) accepted.sum(), "accepted");
          page.call((double) refused.sum(), "refused");
        })
        .register(metrics);
  }
}
