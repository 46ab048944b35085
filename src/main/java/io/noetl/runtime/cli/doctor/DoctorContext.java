package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.diagnosis.Diagnosis;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings and registry of a diagnosis; absent where the configuration is broken. */
final class DoctorContext {

  private final RegistryOptions options;
  private final Map<Setting, String> flags;
  private final Environment environment;
  private @Nullable Settings settings;
  private @Nullable Diagnosis diagnosis;
  private @Nullable RuntimeApi api;

  DoctorContext(RegistryOptions options, Map<Setting, String> flags, Environment environment) {
    this.options = options;
    this.flags = flags;
    this.environment = environment;
  }

  /** Opens them; failures are configuration errors. */
  Finding open() {
    Finding found = ConfigurationCheck.settings(options.settings(flags, environment), environment);
    // No retries: the first failure and its duration are reported.
    Map<Setting, String> once = new EnumMap<>(Setting.class);
    once.putAll(flags);
    once.put(Setting.RETRIES, "0");
    Settings resolved = options.settings(once, environment);
    Diagnostics diagnostics = Session.diagnostics(resolved, options.output, environment);
    RegistryOpener opener = new RegistryOpener(environment);
    resolved.duration(Setting.STALE_AFTER);
    resolved.duration(Setting.OFFLINE_AFTER);
    diagnosis = opener.openDiagnosis(resolved, diagnostics);
    api = opener.open(resolved, diagnostics);
    settings = resolved;
    return found;
  }

  @Nullable Settings settings() {
    return settings;
  }

  @Nullable Diagnosis diagnosis() {
    return diagnosis;
  }

  @Nullable RuntimeApi api() {
    return api;
  }
}
