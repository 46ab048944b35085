package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.StatusOption;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.ComponentSink;
import io.noetl.runtime.schema.Liveness;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters and prints components as they arrive. */
final class StreamedComponents implements ComponentSink {

  private final Session session;
  private final Environment environment;
  private final Predicate<ListedComponent> isWanted;
  private final StatusOption status;
  private final int limit;
  private final View<ListedComponent> view;
  private @Nullable Instant asOf;
  private Duration staleAfter = Duration.ZERO;
  private int shown;

  StreamedComponents(
      Session session,
      Environment environment,
      Predicate<ListedComponent> isWanted,
      StatusOption status,
      int limit,
      View<ListedComponent> view) {
    this.session = session;
    this.environment = environment;
    this.isWanted = isWanted;
    this.status = status;
    this.limit = limit;
    this.view = view;
  }

  @Override
  public void accept(RuntimeComponentInfo info, @Nullable Instant registryTime) {
    Instant now = asOf;
    if (now == null) {
      now = session.asOf(registryTime, environment);
      asOf = now;
      // The registry reports it with its list.
      staleAfter = session.staleAfter();
    }
    ListedComponent component = new ListedComponent(info, Liveness.of(info, now, staleAfter));
    status.saw(component);
    if (shown < limit && isWanted.test(component)) {
      session.present().one(component, view);
      shown++;
    }
  }

  /** Whether any component was printed. */
  boolean any() {
    return shown > 0;
  }
}
