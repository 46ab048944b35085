package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ComponentFilter;
import io.noetl.runtime.cli.component.ListLayout;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.Screen;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.output.View;
import io.noetl.runtime.text.AgeFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a watch with its outputs and signal handlers. */
public final class WatchRunner {

  /** The time limit for restoring the terminal. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

  /** 128 and the number of SIGHUP, as shells report such an end. */
  private static final int HUNG_UP = 129;

  private final Environment environment;
  private final RegistryOptions registry;
  private final Duration interval;
  private final @Nullable Path log;

  public WatchRunner(
      Environment environment, RegistryOptions registry, Duration interval, @Nullable Path log) {
    this.environment = environment;
    this.registry = registry;
    this.interval = interval;
    this.log = log;
  }

  /** Watches until SIGTERM (0), SIGINT (130), or until the reader closes the output (141). */
  public int run(StaleAfterOption staleAfter, ComponentFilter filter, ListLayout layout)
      throws InterruptedException {
    if (log != null && log.toString().isEmpty()) {
      throw new UsageException("--log is empty", "name a file");
    }
    if (registry.output.quiet && log == null) {
      throw new UsageException(
          "--quiet leaves nothing to watch without --log", "add watch --log FILE, or leave -q out");
    }
    View<ListedComponent> view =
        layout.view(filter.query().kind(), filter.needsDependencies(), registry.registryFlags());
    List<WatchOutput> outputs = new ArrayList<>();
    try (Session session =
        Session.open(
            SessionRequest.of(registry, environment)
                .with(staleAfter.flags())
                .polling(Duration.ofDays(1)))) {
      ComponentWatch watch = new ComponentWatch(session, environment, filter, outputs);
      OutputFormat format = format(session);
      if (log != null) {
        outputs.add(new WatchLog(log, session.diagnostics()));
      }
      // Unlike an outage, a missing database file is reported at once.
      new RegistryOpener(environment).check(session.settings());
      boolean quiet = registry.output.quiet;
      if (!quiet) {
        outputs.add(0, output(format, view, layout, session, watch, outputs));
      }
      environment
          .host()
          .signals()
          .on(
              "INT",
              () -> {
                environment.host().signals().endBy("INT");
                end(watch, outputs, ExitCode.INTERRUPTED.code());
              });
      environment.host().signals().on("TERM", () -> end(watch, outputs, ExitCode.OK.code()));
      watch.run(
          interval,
          screen -> {
            outputs.forEach(WatchOutput::tick);
            return quiet || !isClosed(screen);
          });
      boolean isRead = quiet || !isClosed(environment.terminals().screen());
      return (isRead ? ExitCode.OK : ExitCode.UNREAD).code();
    } finally {
      outputs.forEach(WatchOutput::close);
    }
  }

  private boolean isClosed(Screen screen) {
    return environment.out().checkError() || screen.isClosed();
  }

  /** Ends the process at once, even during a call. */
  private void end(ComponentWatch watch, List<WatchOutput> outputs, int status) {
    watch.end();
    close(outputs);
    environment.host().halt().accept(status);
  }

  /** Closes the outputs with a time limit, since a blocked terminal may block its output. */
  private static void close(List<WatchOutput> outputs) {
    Thread closing =
        Thread.ofPlatform().name("close").daemon().start(() -> outputs.forEach(WatchOutput::close));
    try {
      closing.join(CLOSE_TIMEOUT);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private WatchOutput output(
      OutputFormat format,
      View<ListedComponent> view,
      ListLayout layout,
      Session session,
      ComponentWatch watch,
      List<WatchOutput> outputs) {
    boolean drawable =
        environment.terminals().out()
            && !environment.variables().getOrDefault("TERM", "dumb").equals("dumb");
    if (format == OutputFormat.JSONL || !drawable) {
      return new WatchLines(environment.out(), format == OutputFormat.JSONL, session.present());
    }
    WatchScreen screen =
        new WatchScreen(
            environment,
            session.present(),
            view,
            WatchOrder.all(
                layout.isSorted() ? new WatchOrder(layout.sortedBy(), layout.order(true)) : null),
            "every " + AgeFormat.text(interval));
    if (environment.terminals().in()) {
      new WatchKeys(
              environment.terminals().screen().keyboard(),
              screen::press,
              () -> end(watch, outputs, ExitCode.OK.code()))
          .start();
    }
    // The terminal is restored after a hangup of the terminal or a SIGHUP, too.
    environment.host().signals().on("HUP", () -> end(watch, outputs, HUNG_UP));
    environment.host().signals().on("WINCH", screen::draw);
    environment.host().signals().on("CONT", screen::resume);
    environment
        .host()
        .signals()
        .on(
            "TSTP",
            () -> {
              screen.suspend();
              environment.terminals().screen().suspend();
            });
    return screen;
  }

  private static OutputFormat format(Session session) {
    OutputFormat format = session.settings().choice(Setting.OUTPUT, OutputFormat::of);
    return switch (format) {
      case TABLE, WIDE, JSONL -> format;
      case JSON, YAML, CSV, CSV_RAW, NAME ->
          throw new UsageException(
              "watch does not support -o " + format.word(), "use -o jsonl for one event per line");
    };
  }
}
