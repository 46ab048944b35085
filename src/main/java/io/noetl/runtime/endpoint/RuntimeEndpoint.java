package io.noetl.runtime.endpoint;

import io.noetl.runtime.endpoint.context.EndpointContext;
import io.noetl.runtime.endpoint.context.EndpointOptions;
import io.noetl.runtime.endpoint.context.EndpointOptions.Liveness;
import io.noetl.runtime.endpoint.context.ServerLog;
import io.noetl.runtime.endpoint.limits.MemoryRelease;
import io.noetl.runtime.endpoint.task.CarrierThreads;
import io.noetl.runtime.endpoint.task.HeartbeatLoss;
import io.noetl.runtime.endpoint.task.Scheduler;
import io.noetl.runtime.endpoint.task.SelfRegistration;
import io.noetl.runtime.endpoint.task.Sweeper;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The HTTP server of the runtime API, with its sweeper and its own registration. */
public final class RuntimeEndpoint implements AutoCloseable {

  /** How exactly deadlines are kept. */
  private static final Duration TICK = Duration.ofMillis(25);

  /** How often connections and refusals are looked at. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  /** The time that deregistration has in any case. */
  private static final Duration SHORTEST_LEAVE = Duration.ofMillis(500);

  private final EndpointParts parts;
  private final EndpointOptions options;
  private final LongSupplier nanoTime;
  private final ServerLog log;
  private final String address;
  private final SelfRegistration own;

  /**
   * Starts to serve; closing it leaves the registry open.
   *
   * @throws RuntimeApiException when it cannot listen there, or a file that it needs is not right
   */
  public RuntimeEndpoint(
      RuntimeApi registry,
      RuntimeMaintenance maintenance,
      EndpointOptions options,
      EndpointContext context) {
    this.parts = new EndpointParts(registry, maintenance, options, context);
    this.options = options;
    this.nanoTime = context.nanoTime();
    this.log = parts.log;
    int port = parts.listener.start();
    InetSocketAddress listen = options.listening().address();
    this.address = options.listening().url(listen.getHostString(), port);
    // An endpoint that listens on all addresses is reached by the name of its host.
    boolean isAny = listen.getAddress() != null && listen.getAddress().isAnyLocalAddress();
    String uri = options.listening().url(isAny ? context.hostName() : listen.getHostString(), port);
    this.own = new SelfRegistration(registry, parts.database, uri, port, context);
    schedule(maintenance);
    log.info(
        "listening",
        JsonObject.EMPTY
            .with("address", address)
            .with("as", own.name())
            .withPresent("database", context.database())
            .with("hosts", parts.hosts.description()));
  }

  private void schedule(RuntimeMaintenance maintenance) {
    Scheduler scheduler = parts.scheduler;
    scheduler.every(TICK, TICK, "deadlines", parts.deadlines::expire);
    scheduler.every(TICK, TICK, "deadlines of lists", parts.listDeadlines::tick);
    scheduler.every(TICK, TICK, "refusals of lists", parts.listRefusals::expire);
    scheduler.every(
        CHECK, CHECK, "request timeouts", parts.listener.requestTimeouts(nanoTime)::tick);
    scheduler.every(
        CHECK, CHECK, "memory release", new MemoryRelease(parts::droppedUnread, System::gc)::tick);
    Liveness liveness = options.liveness();
    Sweeper sweeper =
        new Sweeper(
            maintenance,
            parts.database,
            new HeartbeatLoss(parts.routes, parts::droppedUnread),
            own.key(),
            liveness.sweepEvery(),
            liveness.offlineAfter(),
            log,
            parts.sweeps,
            nanoTime);
    scheduler.every(liveness.sweepEvery(), liveness.sweepEvery(), "sweeper", sweeper::tick);
    scheduler.every(Duration.ZERO, CarrierThreads.PAUSE, "carriers", CarrierThreads::wake);
    Duration interval = liveness.ownInterval();
    if (interval != null) {
      scheduler.every(Duration.ZERO, interval, "heartbeat", own::tick);
    }
    scheduler.watch();
  }

  /**
   * The line of the log that counts lines which were dropped because they were not read in time.
   */
  public static String dropped(long lines, EndpointContext context) {
    return ServerLog.line("warning", "lines_dropped", ServerLog.with("lines", lines), context);
  }

  /** Where it answers, such as {@code http://127.0.0.1:8083}. */
  public String address() {
    return address;
  }

  /** Reads tokens, certificates and compatibility rules again; a broken file changes nothing. */
  public void reload() {
    try {
      // All files are read before anything changes, so that no half of it is taken.
      Runnable tokens = parts.authorizer.renewal();
      Runnable rules = parts.compatibility.renewal();
      parts.listener.reloadTls();
      tokens.run();
      rules.run();
      List<String> renewed = new ArrayList<>(options.listening().reloadable());
      if (parts.compatibility.isActive()) {
        renewed.add("compatibility");
      }
      log.info("reloaded", ServerLog.with("renewed", renewed));
    } catch (RuntimeApiException broken) {
      log.warn("not_reloaded", ServerLog.with("message", broken.getMessage()));
    } catch (RuntimeException broken) {
      log.warn("not_reloaded", ServerLog.with("message", broken.toString()));
    }
  }

  /** Stops listening, answers requests in flight, and deregisters itself, all within the grace. */
  @Override
  public void close() {
    long end = nanoTime.getAsLong() + options.grace().toNanos();
    log.info("draining", ServerLog.with("address", address));
    parts.replies.closeConnections();
    parts.limiter.answerRefusals();
    parts.listener.stopAccepting();
    parts.handler.awaitIdle(options.grace());
    parts.listener.stop();
    parts.scheduler.close();
    if (options.liveness().heartbeatEvery() != null) {
      deregister(end);
    }
    log.info("stopped", ServerLog.with("address", address));
  }

  /** Waits for the database until the end of the grace, and for a moment in any case. */
  private void deregister(long end) {
    long left = Math.max(end - nanoTime.getAsLong(), SHORTEST_LEAVE.toNanos());
    try {
      if (!Thread.startVirtualThread(own::leave).join(Duration.ofNanos(left))) {
        log.warn("not_deregistered", ServerLog.with("message", "the database does not answer"));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
