package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.ComponentFilter;
import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.Screen;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Polls components at an interval and passes the events to its outputs. */
final class ComponentWatch {

  /** How often the reader of the output is checked. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Session session;
  private final Environment environment;
  private final ComponentFilter filter;
  private final RuntimeListQuery query;
  private final Predicate<ListedComponent> isWanted;
  private final List<WatchOutput> outputs;
  private final ComponentTracker tracker = new ComponentTracker();
  private final AllKindsLister lister;
  private Duration ahead = Duration.ZERO;
  private boolean everSeen;
  private boolean lost;
  private long lostAt;
  private volatile boolean ended;

  ComponentWatch(
      Session session, Environment environment, ComponentFilter filter, List<WatchOutput> outputs) {
    this.session = session;
    this.environment = environment;
    this.filter = filter;
    this.query = filter.query();
    this.isWanted = filter.isWanted();
    this.outputs = outputs;
    this.lister = new AllKindsLister(session.diagnostics());
  }

  /**
   * Polls until {@link #end} is called or the reader has closed the output.
   *
   * @param isRead whether the output still has a reader
   */
  void run(Duration interval, Predicate<Screen> isRead) throws InterruptedException {
    do {
      poll();
    } while (pause(interval, isRead));
  }

  void end() {
    ended = true;
  }

  private boolean pause(Duration interval, Predicate<Screen> isRead) throws InterruptedException {
    Duration left = interval;
    while (left.isPositive()) {
      if (ended || !isRead.test(environment.terminals().screen())) {
        return false;
      }
      Duration tick = left.compareTo(TICK) < 0 ? left : TICK;
      environment.clock().time().sleep(tick);
      left = left.minus(tick);
    }
    return !ended;
  }

  private void poll() {
    RuntimeListResponse listed;
    List<ListedComponent> found;
    try {
      listed = lister.list(session.registry(), query);
      found = found(listed);
    } catch (RuntimeApiException failure) {
      // A permanent failure of the first poll is an error of the caller.
      if (!everSeen && !failure.isTransient()) {
        throw failure;
      }
      lost(failure);
      return;
    }
    Instant here = environment.clock().instant();
    Instant there = listed.asOf();
    Instant asOf = there == null ? here : there;
    ahead = Duration.between(asOf, here);
    if (!everSeen) {
      filter.check(found);
    }
    List<ListedComponent> components =
        found.stream()
            .filter(isWanted)
            .sorted(Comparator.comparing(ListedComponent::name))
            .toList();
    List<WatchEvent> events = new ArrayList<>();
    if (lost) {
      // Measured by the monotonic clock: the registry's clock may differ after an outage.
      Duration outage = Duration.ofNanos(environment.clock().time().nanos() - lostAt);
      events.add(WatchEvent.reachable(asOf, outage));
      lost = false;
    }
    everSeen = true;
    events.addAll(tracker.update(components, asOf));
    outputs.forEach(output -> output.seen(components, events, asOf));
  }

  private List<ListedComponent> found(RuntimeListResponse listed) {
    Instant asOf = environment.clock().asOf(listed.asOf());
    return ComponentGraph.judged(
        ListedComponent.of(listed, asOf, session.staleAfter()),
        query,
        listed,
        lister,
        session,
        environment);
  }

  private void lost(RuntimeApiException failure) {
    if (!lost) {
      lost = true;
      lostAt = environment.clock().time().nanos();
      Instant now = environment.clock().instant().minus(ahead);
      WatchEvent event = WatchEvent.unreachable(now, String.valueOf(failure.getMessage()));
      outputs.forEach(output -> output.lost(event));
    }
  }
}
