package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.terminal.OutputOptions;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.schema.RuntimeApi;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a command works with: settings, an open registry, output and diagnostics. */
public record Session(
    Settings settings, RuntimeApi registry, Presenter present, Diagnostics diagnostics)
    implements AutoCloseable {

  /** The size of the message queue of a resident process; a day of outage messages takes less. */
  private static final int QUEUED_BYTES = 128 << 10;

  /** Opens the registry of the options; it connects on first use. */
  public static Session open(RegistryOptions options, Environment environment) {
    return open(SessionRequest.of(options, environment));
  }

  /** Opens a registry for a use that may last. */
  public static Session open(SessionRequest request) {
    RegistryOptions options = request.options();
    Environment environment = request.environment();
    Settings settings = request.settings();
    Presenter present = options.presenter(settings, environment);
    Diagnostics diagnostics = diagnostics(settings, options.output, environment);
    if (request.log() != null) {
      diagnostics = diagnostics.logged(request.log());
    }
    RegistryOpener opener = new RegistryOpener(environment, request.isLasting(), options.missing);
    Session session =
        new Session(settings, opener.open(settings, diagnostics), present, diagnostics);
    if (request.log() != null) {
      // A reader of its messages that does not read must not hold up heartbeats.
      environment.streams().queue().begin(QUEUED_BYTES, diagnostics::dropped);
    }
    return session;
  }

  /** Diagnostics in the form that the settings ask for. */
  public static Diagnostics diagnostics(
      Settings settings, OutputOptions output, Environment environment) {
    OutputFormat format = settings.choice(Setting.OUTPUT, OutputFormat::of);
    return new Diagnostics(
        environment.err(),
        format == OutputFormat.JSON || format == OutputFormat.JSONL,
        output.verbose,
        output.quiet,
        environment.clock());
  }

  /**
   * The moment from which ages are measured, as {@code Clock.asOf}. Prints a note when the local
   * clock differs from the registry's, since other local times then differ by as much.
   */
  public Instant asOf(@Nullable Instant there, Environment environment) {
    Instant here = environment.clock().instant();
    if (there == null) {
      return here;
    }
    ClockOffset offset = ClockOffset.between(there, here);
    if (!offset.isTolerated()) {
      diagnostics.note("this machine's clock is " + offset.text() + "; ages follow the registry's");
    }
    return there;
  }

  /** The time without a heartbeat until a component is stale, as of the last list. */
  public Duration staleAfter() {
    return staleAfter(settings, registry);
  }

  /** The same: as configured, or as the registry reported, or the default. */
  public static Duration staleAfter(Settings settings, RuntimeApi registry) {
    boolean isSaid = !(settings.get(Setting.STALE_AFTER).origin() instanceof Origin.Default);
    Duration told = isSaid ? null : registry.offlineAfter();
    return told == null ? settings.duration(Setting.STALE_AFTER) : told;
  }

  /** The time until the registry marks a silent component offline, as of the last list. */
  public Duration offlineAfter() {
    return offlineAfter(settings, registry);
  }

  /** The same: as the registry reported, which takes precedence, or as configured. */
  public static Duration offlineAfter(Settings settings, RuntimeApi registry) {
    Duration told = registry.offlineAfter();
    return told == null ? settings.duration(Setting.OFFLINE_AFTER) : told;
  }

  @Override
  public void close() {
    registry.close();
  }
}
