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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command works with once its options are read: settings, a registry, ways to speak. */
public record Session(
    Settings settings, RuntimeApi registry, Presenter present, Diagnostics diagnostics)
    implements AutoCloseable {

  /** The first request of a JVM takes longer than half of a short interval, more so over TLS. */
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

  /** A day of trouble is told in less. */
  private static final int QUEUED_BYTES = 128 << 10;

  /** Opens the registry that the options name; it connects on first use. */
  public static Session open(RegistryOptions options, Environment environment) {
    return open(options, Map.of(), environment);
  }

  /** The same for a command with flags of its own that are settings too. */
  public static Session open(
      RegistryOptions options, Map<Setting, String> flags, Environment environment) {
    Settings settings = options.settings(flags, environment);
    return open(
        settings, new RegistryOpener(environment, false, options.missing), options, environment);
  }

  /**
   * The same for a process that beats: each call, with all its tries, ends within half of the
   * interval, so that a silent registry costs no beat but the one at hand. Of a short interval it
   * may cost some. Nor does anybody who does not read what it writes.
   */
  public static Session staying(
      RegistryOptions options, Map<Setting, String> flags, Environment environment) {
    Settings settings = options.settings(flags, environment);
    Duration half = settings.duration(Setting.EVERY).dividedBy(2);
    Duration most = half.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : half;
    Session session =
        open(
            settings.atMost(most, Setting.TIMEOUT).atMost(most, Setting.DEADLINE),
            new RegistryOpener(environment, true, options.missing),
            options,
            environment);
    environment.queue().begin(QUEUED_BYTES, session.diagnostics::dropped);
    return session;
  }

  /**
   * Opens a registry that is asked again and again for a while: a call with all its tries takes no
   * longer than the time-out of one request, so that the last look is over soon after the end.
   */
  public static Session polling(
      RegistryOptions options,
      Map<Setting, String> flags,
      Duration patience,
      Environment environment) {
    Settings settings = options.settings(flags, environment).atMost(patience, Setting.TIMEOUT);
    return open(
        settings.atMost(settings.duration(Setting.TIMEOUT), Setting.DEADLINE),
        new RegistryOpener(environment, true, options.missing),
        options,
        environment);
  }

  private static Session open(
      Settings settings, RegistryOpener opener, RegistryOptions options, Environment environment) {
    Presenter present = options.presenter(settings, environment);
    Diagnostics diagnostics = diagnostics(settings, options.output, environment);
    return new Session(settings, opener.open(settings, diagnostics), present, diagnostics);
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
