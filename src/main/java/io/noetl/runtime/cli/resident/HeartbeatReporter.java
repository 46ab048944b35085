package io.noetl.runtime.cli.resident;

import io.noetl.runtime.agent.HealthServer;
import io.noetl.runtime.agent.HeartbeatEvent;
import io.noetl.runtime.agent.HeartbeatStatistics;
import io.noetl.runtime.agent.StampFile;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.systemd.SystemdNotifier;
import io.noetl.runtime.files.FileFailure;
import io.noetl.runtime.json.Json;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports the state of a heartbeat loop to the log, to probes and to systemd. */
final class HeartbeatReporter implements Consumer<HeartbeatEvent> {

  /** Where news goes besides standard error; null where it does not. */
  record Outlets(
      @Nullable StampFile stamp,
      @Nullable SystemdNotifier systemd,
      @Nullable HeartbeatStatistics statistics) {}

  private final Environment environment;
  private final Diagnostics diagnostics;
  private final Outlets outlets;
  private @Nullable HealthServer health;
  private boolean toldReady;
  private boolean stampFails;

  HeartbeatReporter(Environment environment, Diagnostics diagnostics, Outlets outlets) {
    this.environment = environment;
    this.diagnostics = diagnostics;
    this.outlets = outlets;
  }

  /** Has a port answer for it as well. */
  void serve(@Nullable HealthServer port) {
    health = port;
  }

  @Override
  public void accept(HeartbeatEvent event) {
    if (outlets.statistics != null) {
      outlets.statistics.accept(event);
    }
    switch (event) {
      case HeartbeatEvent.Succeeded alive -> alive(alive);
      case HeartbeatEvent.Lost lost -> {
        HeartbeatMessages.lost(lost, diagnostics);
        systemd("STATUS=Lost: " + String.valueOf(lost.why().getMessage()).replace('\n', ' '));
      }
      case HeartbeatEvent.Recovered recovered ->
          HeartbeatMessages.recovered(recovered, diagnostics);
      case HeartbeatEvent.Registered registered ->
          HeartbeatMessages.registered(registered, diagnostics);
      case HeartbeatEvent.Report report -> statistics();
      case HeartbeatEvent.Failed failed -> HeartbeatMessages.failed(failed, diagnostics);
      case HeartbeatEvent.Ended ended -> ended();
    }
  }

  private void alive(HeartbeatEvent.Succeeded alive) {
    HeartbeatMessages.succeeded(alive, diagnostics);
    if (outlets.stamp != null) {
      stamp(outlets.stamp, alive);
    }
    if (health != null) {
      health.beat();
    }
    // A service manager that waits for it must receive it, at the latest with the next heartbeat.
    toldReady =
        systemd(
                (toldReady ? "" : "READY=1\n")
                    + "STATUS=Alive, heartbeat every "
                    + alive.interval().toMillis() / 1000.0
                    + " s\nWATCHDOG=1")
            || toldReady;
  }

  private void stamp(StampFile stamp, HeartbeatEvent.Succeeded alive) {
    try {
      stamp.write(alive, environment.clock().instant());
      stampFails = false;
    } catch (IOException failure) {
      if (!stampFails) {
        diagnostics.note("cannot write the stamp: " + FileFailure.reason(failure));
      }
      stampFails = true;
    }
  }

  private boolean systemd(String assignments) {
    return outlets.systemd == null || outlets.systemd.tell(assignments);
  }

  private void statistics() {
    if (outlets.statistics != null) {
      environment.out().println(Json.write(outlets.statistics.take()));
      environment.out().flush();
    }
  }

  private void ended() {
    systemd("STOPPING=1\nSTATUS=Stopping");
    statistics();
    if (health != null) {
      health.close();
    }
    if (outlets.stamp != null) {
      try {
        outlets.stamp.remove();
      } catch (IOException failure) {
        diagnostics.note("cannot remove the stamp: " + FileFailure.reason(failure));
      }
    }
  }
}
