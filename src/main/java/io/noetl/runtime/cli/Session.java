package io.noetl.runtime.cli;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApi;
import java.util.Map;

/** What a command works with once its options are read: settings, a registry, ways to speak. */
record Session(Settings settings, RuntimeApi registry, Presenter present, Diagnostics diagnostics)
    implements AutoCloseable {

  /** Opens the registry that the options name; it connects on first use. */
  static Session open(RegistryOptions options, Environment environment) {
    return open(options, Map.of(), environment);
  }

  /** The same for a command with flags of its own that are settings too. */
  static Session open(
      RegistryOptions options, Map<Setting, String> flags, Environment environment) {
    Settings settings = options.settings(flags, environment);
    Presenter present = Presenter.of(settings, options.output.quiet, environment);
    Diagnostics diagnostics = new Diagnostics(environment.err(), false, options.output.verbose);
    RuntimeApi registry = new RegistryOpener(environment).open(settings, diagnostics::trace);
    return new Session(settings, registry, present, diagnostics);
  }

  @Override
  public void close() {
    registry.close();
  }
}
