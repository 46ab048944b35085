package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.BatchInterrupt;
import io.noetl.runtime.cli.component.NameSummary;
import io.noetl.runtime.cli.component.StatusGuard;
import io.noetl.runtime.cli.declare.ApplyStep.Action;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.OutputOptions;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs planned steps one by one and reports each failure. */
final class ApplyBatch {

  private final Session session;
  private final Environment environment;
  private final OutputOptions output;
  private final StatusGuard guard;
  private @Nullable RuntimeApiException lost;

  /**
   * A batch that has not started.
   *
   * @param force whether to allow statuses that the server treats as dead
   */
  ApplyBatch(Session session, Environment environment, OutputOptions output, boolean force) {
    this.guard = new StatusGuard(session, force);
    this.session = session;
    this.environment = environment;
    this.output = output;
  }

  /**
   * Runs the steps and shows them with their results; a dry run sends no changes.
   *
   * @param show shows the steps that are done, all of them unless a signal ends the process
   */
  ExitCode run(List<ApplyStep> steps, boolean dryRun, Consumer<List<ApplyStep>> show) {
    List<ApplyStep> done = new ArrayList<>(steps.size());
    boolean failed = false;
    int keptBack = 0;
    Progress progress = Progress.on(environment, output);
    BatchInterrupt interrupt =
        BatchInterrupt.on(
            environment,
            session.diagnostics(),
            steps.stream().map(ApplyStep::title).toList(),
            () -> {
              progress.close();
              show.accept(done);
            });
    try (progress) {
      for (ApplyStep step : steps) {
        if (!interrupt.begin()) {
          return ExitCode.INTERRUPTED;
        }
        progress.show("applying, " + done.size() + " of " + steps.size() + " done");
        if (failed && step.action() == Action.DEREGISTER) {
          keptBack++;
          interrupt.end(false, () -> {});
          continue;
        }
        ApplyStep ended = step.error() != null ? step : dryRun ? preview(step) : run(step);
        if (ended.error() != null) {
          failed = true;
          progress.hide();
          messages(ended, ended.error()).forEach(session.diagnostics()::warn);
        }
        interrupt.end(ended.error() != null, () -> done.add(ended));
      }
    }
    if (!interrupt.complete()) {
      return ExitCode.INTERRUPTED;
    }
    if (keptBack > 0) {
      session
          .diagnostics()
          .warn("part of the set failed, so nothing is pruned: " + keptBack + " would be");
    }
    show.accept(done);
    return exit(done);
  }

  private ApplyStep run(ApplyStep step) {
    RuntimeRequest request = step.request();
    if (request == null) {
      return step;
    }
    if (lost != null) {
      return step.failed(lost);
    }
    try {
      RuntimeUpdateRequest change = step.change();
      return step.done(change == null ? send(request) : send(change));
    } catch (RuntimeApiException.UnknownComponent gone) {
      return request instanceof RuntimeDeregistrationRequest
          ? step.done(JsonObject.EMPTY)
          : step.failed(gone);
    } catch (RuntimeApiException error) {
      lost = error.concernsEveryRequest() ? error : null;
      return step.failed(error);
    }
  }

  /** The result of a step in a dry run, including refusals. */
  private ApplyStep preview(ApplyStep step) {
    try {
      RuntimeUpdateRequest change = step.change();
      if (change != null) {
        check(change);
      } else if (step.request() instanceof RuntimeRegistrationRequest registration) {
        guard.check(registration);
      }
      return step;
    } catch (RuntimeApiException refused) {
      return step.failed(refused);
    }
  }

  private void check(RuntimeUpdateRequest change) {
    guard.check(change.kind(), change.name(), change.status(), StatusGuard.HINT);
  }

  private JsonObject send(RuntimeUpdateRequest change) {
    check(change);
    return session.registry().update(change).json();
  }

  private JsonObject send(RuntimeRequest request) {
    RuntimeApi registry = session.registry();
    return switch (request) {
      case RuntimeRegistrationRequest registration -> {
        guard.check(registration);
        yield registry.register(registration).json();
      }
      case RuntimeDeregistrationRequest gone -> registry.deregister(gone).json();
      case RuntimeHeartbeatRequest heartbeat -> registry.heartbeat(heartbeat).json();
    };
  }

  private static List<String> messages(ApplyStep step, RuntimeApiException error) {
    List<String> problems =
        error instanceof RuntimeApiException.InvalidRequest invalid
            ? step.place().problems(invalid)
            : List.of();
    return problems.isEmpty() ? List.of(message(step, error)) : problems;
  }

  private static String message(ApplyStep step, RuntimeApiException error) {
    String place = step.place().text();
    String name = step.name();
    boolean isOfItem =
        error instanceof RuntimeApiException.Conflict
            || error instanceof RuntimeApiException.InvalidRequest;
    boolean isAdvised = isOfItem && error.hint() != null;
    String sentence = error.getMessage() + (isAdvised ? "; " + error.hint() : "");
    if (place.isEmpty()) {
      return step.kind() + " " + name + ": " + sentence;
    }
    return place + (name.isEmpty() ? "" : " (" + name + ")") + ": " + sentence;
  }

  /** 0, the common exit code when all failed with the same one, or 12. */
  private static ExitCode exit(List<ApplyStep> steps) {
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    steps.forEach(step -> codes.add(step.exit()));
    return ExitCode.ofAll(codes);
  }

  /** The actions and the components, as the beginning of a prompt. */
  static String question(List<ApplyStep> steps) {
    StringJoiner parts = new StringJoiner("; ");
    for (Action action : Action.values()) {
      List<String> names =
          steps.stream()
              .filter(step -> step.error() == null && step.action() == action)
              .map(ApplyStep::name)
              .toList();
      if (action != Action.UNCHANGED && action != Action.SKIP && !names.isEmpty()) {
        String verb = parts.length() == 0 ? action.verb() : action.verb().toLowerCase(Locale.ROOT);
        parts.add(verb + " " + NameSummary.of(names));
      }
    }
    return parts.toString();
  }

  /** The number of components per action, in one line. */
  static String summary(List<ApplyStep> steps, boolean dryRun) {
    List<String> parts = new ArrayList<>();
    for (Action action : Action.values()) {
      long count =
          steps.stream().filter(step -> step.error() == null && step.action() == action).count();
      if (count > 0) {
        parts.add(count + " " + action.word());
      }
    }
    long failed = steps.stream().filter(step -> step.error() != null).count();
    if (failed > 0) {
      parts.add(failed + " failed");
    }
    String counts = parts.isEmpty() ? "nothing to do" : String.join(", ", parts);
    return dryRun ? "dry run, no changes made: " + counts : counts;
  }
}
