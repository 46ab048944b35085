package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.SuggestedCommand;
import io.noetl.runtime.schema.Lease;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.dependency.Dependency;
import io.noetl.runtime.schema.dependency.DependencyNode;
import io.noetl.runtime.schema.dependency.FailedDependency;
import io.noetl.runtime.text.AgeFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums up the diagnosis of a component in one sentence, with a command to run next. */
final class ComponentVerdict {

  private final ListedComponent component;
  private final RuntimeComponentInfo info;
  private final RegisteredOwner owner;
  private final HeartbeatObserver observer;
  private final boolean deregistered;
  private final String registryFlags;

  ComponentVerdict(
      ListedComponent component,
      RegisteredOwner owner,
      HeartbeatObserver observer,
      boolean deregistered,
      String registryFlags) {
    this.component = component;
    this.info = component.info();
    this.owner = owner;
    this.observer = observer;
    this.deregistered = deregistered;
    this.registryFlags = registryFlags;
  }

  Verdict verdict() {
    Lease lease = Lease.of(info);
    if (lease != null) {
      return held(lease);
    }
    if (observer.owners().size() > 1) {
      return new Verdict(
          ExitCode.CONFLICT,
          info.name()
              + " has several owners: "
              + String.join(" and ", observer.owners())
              + " register it in turn",
          suggest("get"));
    }
    if (component.isOffline()) {
      return deregistered ? deregistered() : silent("is offline");
    }
    if (component.liveness().stale()) {
      return silent("is stale");
    }
    DependencyNode node = component.node();
    FailedDependency first =
        node == null || !node.isBlocked() ? null : FailedDependency.firstOf(node);
    if (first != null) {
      return blocked(first);
    }
    String status = component.liveness().effectiveStatus();
    String last = ", " + owner.text() + ", last heartbeat " + age() + " ago";
    return status.equals("draining")
        ? new Verdict(ExitCode.OK, info.name() + " is draining" + last, suggest("resume"))
        : new Verdict(ExitCode.OK, info.name() + " is healthy: " + status + last, suggest("get"));
  }

  private Verdict blocked(FailedDependency first) {
    Dependency dependency = first.dependency();
    DependencyNode from = dependency.from();
    Instant since = first.since();
    List<DependencyNode> targets = dependency.targets();
    return new Verdict(
        ExitCode.FAILURE,
        info.name()
            + " is blocked; the dependency that failed first is "
            + dependency.inWords()
            + (from == component.node() ? "" : ", which " + from.path() + " depends on")
            + (since == null ? "" : ", last heartbeat " + text(since)),
        targets.size() == 1
            ? SuggestedCommand.on(
                "doctor",
                targets.getFirst().info().kind(),
                targets.getFirst().info().name(),
                registryFlags)
            : suggest("dependencies"));
  }

  private Verdict held(Lease lease) {
    boolean isHeld = component.isAlive();
    String state =
        component.isOffline() ? "was released" : isHeld ? "is held" : component.expires();
    return new Verdict(
        isHeld ? ExitCode.OK : ExitCode.FAILURE,
        info.name() + " is a lease and " + state + ": " + lease.inWords(),
        "noetl-runtime list --kind server_api --all" + registryFlags);
  }

  private Verdict silent(String state) {
    Instant last = info.heartbeat();
    String since = last == null ? "" : " since " + text(last) + ", " + age() + " ago";
    return new Verdict(
        ExitCode.FAILURE,
        info.name()
            + " "
            + state
            + " because it has sent no heartbeat"
            + since
            + "; it was registered by "
            + owner.text()
            + owner.state()
            + (Boolean.TRUE.equals(owner.runs())
                ? "; check why it sends no heartbeat"
                : restartAdvice()),
        inspectCommand());
  }

  private Verdict deregistered() {
    Instant ended = info.json().instant("updated_at");
    return new Verdict(
        ExitCode.FAILURE,
        info.name()
            + " is offline because it was deregistered"
            + (ended == null ? "" : " at " + text(ended))
            + ", when its heartbeat was "
            + AgeFormat.text(silenceBefore(ended))
            + " old; it was registered by "
            + owner.text()
            + owner.state()
            + restartAdvice(),
        restartCommand());
  }

  private Duration silenceBefore(@Nullable Instant ended) {
    Instant last = info.heartbeat();
    return last == null || ended == null ? Duration.ZERO : Duration.between(last, ended);
  }

  /** Only the worker itself can send heartbeats. */
  private String restartAdvice() {
    String unit = unit();
    return (RuntimeKind.WORKER_POOL.word().equals(info.kind())
            ? "; start the worker"
            : "; start it")
        + (owner.host() == null ? "" : " there")
        + (unit == null ? "" : " (unit " + unit + ")");
  }

  /** The command that inspects the registered process on its host. */
  private String inspectCommand() {
    String pid = owner.pid();
    if (pid == null) {
      return restartCommand();
    }
    String command = null;
    if (!Boolean.FALSE.equals(owner.runs())) {
      command = onItsHost("ps -o pid,stat,etime,args -p " + pid);
    } else if (unit() == null) {
      command = onItsHost("journalctl -n 20 _PID=" + pid);
    }
    return command == null ? restartCommand() : command;
  }

  private String restartCommand() {
    String unit = unit();
    String command = unit == null ? null : onItsHost("systemctl start " + unit);
    // The worker is to be started where no command reaches; its next heartbeat can be waited for.
    return command == null ? suggest("wait") : command;
  }

  /** The command on the host of the worker; null where the host is unknown. */
  private @Nullable String onItsHost(String command) {
    String host = owner.host();
    if (owner.here()) {
      return command;
    }
    return host != null && RegisteredOwner.isHostName(host)
        ? "ssh -- " + host + " " + command
        : null;
  }

  /** The systemd unit in {@code meta.unit}; null for none. */
  private @Nullable String unit() {
    String unit = component.meta("unit");
    return unit != null && unit.matches("[A-Za-z0-9][A-Za-z0-9:_.@-]*") ? unit : null;
  }

  private String suggest(String command) {
    return SuggestedCommand.on(command, info.kind(), info.name(), registryFlags);
  }

  private String age() {
    Duration age = component.liveness().age();
    return age == null ? "" : AgeFormat.text(age);
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
