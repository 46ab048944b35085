package io.noetl.runtime.cli.maintenance;

import io.noetl.runtime.cli.component.CountText;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.maintenance.RuntimeMaintenance;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a maintenance command works with: settings, an open database, output and diagnostics. */
record MaintenanceSession(
    Settings settings, RuntimeMaintenance maintenance, Presenter present, Diagnostics diagnostics)
    implements AutoCloseable {

  /** Opens the database of the options; it connects on first use. */
  static MaintenanceSession open(RegistryOptions options, Environment environment) {
    Settings settings = options.settings(Map.of(), environment);
    Presenter present = options.presenter(settings, environment);
    Diagnostics diagnostics = Session.diagnostics(settings, options.output, environment);
    return new MaintenanceSession(
        settings,
        new RegistryOpener(environment, false, options.missing)
            .openMaintenance(settings, diagnostics),
        present,
        diagnostics);
  }

  /** Listed components with their effective status by the clock of the database. */
  List<ListedComponent> judged(RuntimeListResponse listed) {
    Instant asOf = listed.asOf();
    return asOf == null
        ? List.of()
        : ListedComponent.of(listed, asOf, settings.duration(Setting.STALE_AFTER));
  }

  /** Prints components in the order of their names, and their number on standard error. */
  void show(RuntimeListResponse listed, String what) {
    show(listed, what, JsonObject.EMPTY);
  }

  /** The same with further fields in JSON. */
  void show(RuntimeListResponse listed, String what, JsonObject envelope) {
    List<ListedComponent> components =
        judged(listed).stream().sorted(Comparator.comparing(ListedComponent::name)).toList();
    present.list(components, envelope, ListedComponent.VIEW);
    diagnostics.tell(CountText.components(components.size()) + " " + what);
  }

  @Override
  public void close() {
    maintenance.close();
  }
}
