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

/** What a command works with once its options are read: settings, a registry, ways to speak. */
public record Session(
    Settings settings, RuntimeApi registry, Presenter present, Diagnostics diagnostics)
    implements AutoCloseable {

  /** What a resident process holds back of its messages; a day of trouble takes less. */
  private static final int QUEUED_BYTES = 128 << 10;

  /** Opens the registry that the options name; it connects on first use. */
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
    RegistryOpener opener = new RegistryOpener(environment, request.isLasting(), options.missing);
    Session session =
        new Session(settings, opener.open(settings, diagnostics), present, diagnostics);
    if (request.isResident()) {
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
        output.quiet);
  }

  /**
   * The moment from which ages are measured: the registry's own time where it tells it. Tells the
   * reader once when the clock here is far from it, since every other time on this machine is then
   * wrong by as much.
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

  /** How long a component may be silent, by what was listed last. */
  public Duration staleAfter() {
    return staleAfter(settings, registry);
  }

  /** The same: as the user says, else as the registry told, else as usual. */
  public static Duration staleAfter(Settings settings, RuntimeApi registry) {
    boolean isSaid = !(settings.get(Setting.STALE_AFTER).origin() instanceof Origin.Default);
    Duration told = isSaid ? null : registry.offlineAfter();
    return told == null ? settings.duration(Setting.STALE_AFTER) : told;
  }

  @Override
  public void close() {
    registry.close();
  }
}
