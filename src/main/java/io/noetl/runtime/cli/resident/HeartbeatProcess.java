package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.FinalDeregistration;
import io.noetl.runtime.agent.HealthServer;
import io.noetl.runtime.agent.HeartbeatLoop;
import io.noetl.runtime.agent.HeartbeatStatistics;
import io.noetl.runtime.agent.HeartbeatTarget;
import io.noetl.runtime.agent.HeartbeatTime;
import io.noetl.runtime.agent.StampFile;
import io.noetl.runtime.cli.component.StatusGuard;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.systemd.SystemdNotifier;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.HeartbeatMetrics;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends heartbeats until a signal ends it. */
final class HeartbeatProcess {

  private static final int SIGNALLED = 128;

  private final Environment environment;
  private final Session session;
  private final ResidentOptions stay;
  private final AtomicBoolean ending = new AtomicBoolean();

  HeartbeatProcess(Environment environment, Session session, ResidentOptions stay) {
    this.environment = environment;
    this.session = session;
    this.stay = stay;
  }

  /**
   * Sends heartbeats until SIGTERM or SIGINT.
   *
   * @param again reads the target of the heartbeats again, at SIGHUP
   * @param metrics what each heartbeat reports; null for nothing
   * @return the exit code
   */
  int run(
      HeartbeatTarget subject,
      Supplier<HeartbeatTarget> again,
      Supplier<@Nullable HeartbeatMetrics> metrics)
      throws InterruptedException {
    HeartbeatReporter news = new HeartbeatReporter(environment, session.diagnostics(), outlets());
    HeartbeatLoop loop =
        new HeartbeatLoop(
            session.registry(),
            subject,
            stay.options(session.settings(), this::guard).withMetrics(metrics),
            HeartbeatTime.SYSTEM,
            environment.host().random(),
            news);
    environment.host().signals().on("TERM", () -> end(loop, "TERM", 15));
    environment.host().signals().on("INT", () -> end(loop, "INT", 2));
    environment.host().signals().on("HUP", () -> reload(loop, subject, again));
    // Who finds the port open may send a signal.
    news.serve(health());
    HeartbeatMessages.started(
        session.settings().duration(Setting.EVERY),
        ChangeOptions.registry(session.settings(), environment),
        session.diagnostics());
    loop.run();
    if (stay.onExit == HeartbeatEnd.DEREGISTER) {
      deregister(subject);
    }
    return ExitCode.OK.code();
  }

  /** A registry that was away when the process began may take a status for death. */
  private void guard(RuntimeRegistrationRequest written) {
    if (!StatusGuard.isHarmless(written.kind(), written.status())) {
      new StatusGuard(session, false)
          .check(written.kind(), written.name(), written.status(), StatusGuard.OF_HEARTBEATS);
    }
  }

  /** The first signal starts the deregistration, the second skips it. */
  private void end(HeartbeatLoop loop, String signal, int number) {
    if (ending.getAndSet(true)) {
      environment.host().signals().endBy(signal);
      environment.host().halt().accept(SIGNALLED + number);
    }
    if (stay.onExit == HeartbeatEnd.DEREGISTER) {
      // A heartbeat that is cancelled may still arrive after the deregistration, and undo it.
      loop.finish();
    } else {
      loop.stop();
    }
  }

  private void reload(
      HeartbeatLoop loop, HeartbeatTarget subject, Supplier<HeartbeatTarget> again) {
    try {
      HeartbeatTarget changed = again.get();
      if (!changed.name().equals(subject.name()) || changed.kind() != subject.kind()) {
        session
            .diagnostics()
            .note(
                "the file describes "
                    + changed.kind().word()
                    + " "
                    + changed.name()
                    + " now; the registration was not changed");
      } else {
        loop.reload(changed);
      }
    } catch (UsageException | ConfigException | RuntimeApiException broken) {
      session.diagnostics().note(broken.getMessage() + "; the registration was not changed");
    }
  }

  private void deregister(HeartbeatTarget subject) throws InterruptedException {
    try {
      new FinalDeregistration(
              session.registry(),
              session.settings().count(Setting.DEREGISTER_RETRIES),
              session.settings().duration(Setting.DEREGISTER_BACKOFF),
              HeartbeatTime.SYSTEM)
          .run(new RuntimeDeregistrationRequest(subject.name(), subject.kind()));
      session.diagnostics().event("deregistered", "deregistered", JsonObject.EMPTY);
    } catch (RuntimeApiException failure) {
      session
          .diagnostics()
          .problem(
              "not_deregistered",
              "could not deregister: " + failure.getMessage(),
              JsonObject.EMPTY);
    }
  }

  private HeartbeatReporter.Outlets outlets() {
    return new HeartbeatReporter.Outlets(
        stamp(),
        SystemdNotifier.of(environment, session.diagnostics()),
        stay.stats ? new HeartbeatStatistics() : null);
  }

  private @Nullable StampFile stamp() {
    if (stay.stamp == null) {
      return null;
    }
    if (stay.stamp.isEmpty()) {
      throw new UsageException("--stamp is empty", "name a file");
    }
    try {
      return StampFile.open(Path.of(stay.stamp));
    } catch (IOException failure) {
      throw new UsageException(
          "cannot write the stamp file " + stay.stamp + ": " + FileFailure.reason(failure),
          "name a new file, or an earlier stamp");
    }
  }

  private @Nullable HealthServer health() {
    InetSocketAddress address = stay.health();
    if (address == null) {
      return null;
    }
    try {
      return HealthServer.open(
          address, session.settings().duration(Setting.EVERY), HeartbeatTime.SYSTEM);
    } catch (IOException taken) {
      throw new UsageException(
          "cannot listen on "
              + address.getAddress().getHostAddress()
              + ":"
              + address.getPort()
              + ": "
              + FileFailure.reason(taken),
          "choose another --health-port");
    }
  }
}
