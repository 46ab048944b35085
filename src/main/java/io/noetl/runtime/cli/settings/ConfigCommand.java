package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.DatabaseOpener;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code config}: shows every setting with its value and origin. */
@Command(
    name = "config",
    header = "Show every setting, its value and its origin.",
    description = {
      "",
      "A flag overrides the environment, which overrides"
          + " $XDG_CONFIG_HOME/noetl/runtime.yaml, which overrides the current context of"
          + " ~/.noetl/config.yaml. Empty variables count as unset. Secrets are masked. A file"
          + " that cannot be read is reported and left out of the table.",
      ""
    },
    footer = {"", "Examples:", "  noetl-runtime config", "  noetl-runtime config -o json"})
public final class ConfigCommand implements Callable<Integer> {

  private static final View<Resolved> VIEW =
      new View<>(
          List.of(
              Column.of("SETTING", resolved -> resolved.setting().title()),
              Column.of("VALUE", ConfigCommand::value),
              Column.of("ORIGIN", Resolved::originText),
              Column.of("FLAG", resolved -> text(resolved.setting().flag())),
              Column.of("VARIABLE", resolved -> text(resolved.setting().variable()))),
          resolved -> resolved.setting().title(),
          ConfigCommand::document,
          resolved -> List.of(value(resolved)));

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public ConfigCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Settings settings = registry.settings(Map.of(), environment);
    try {
      show(settings.all(), settings, settings);
    } catch (ConfigException.InvalidSetting wrong) {
      if (isFlag(settings.get(Setting.OUTPUT)) || isFlag(settings.get(Setting.COLOR))) {
        throw wrong;
      }
      // The output itself is set to what does not exist; the table shows where.
      Settings plain = new Settings(Map.of(), Path.of("/dev/null"), Map.of());
      show(settings.all(), settings, plain);
      throw wrong;
    } catch (ConfigException.InvalidFile | ConfigException.Unsearchable broken) {
      Settings others = settings.withoutFiles();
      show(others.all(), others, others);
      diagnostics(others).note("the table lacks settings of files, because one cannot be read");
      throw broken;
    }
    if (settings.passedOver() != null) {
      diagnostics(settings).note(settings.passedOver());
    }
    String disagreement = DatabaseOpener.disagreement(settings);
    if (disagreement != null) {
      diagnostics(settings).note(disagreement);
    }
    return ExitCode.OK.code();
  }

  private void show(List<Resolved> all, Settings settings, Settings ofOutput) {
    Presenter.of(ofOutput, registry.output.quiet, environment)
        .list(
            all.stream().map(resolved -> effective(resolved, settings)).toList(),
            JsonObject.EMPTY,
            VIEW);
  }

  private static boolean isFlag(Resolved resolved) {
    return resolved.origin() instanceof Origin.Flag;
  }

  private Diagnostics diagnostics(Settings settings) {
    return Session.diagnostics(settings, registry.output, environment);
  }

  /** The database that direct mode would open, which depends on several settings. */
  private Resolved effective(Resolved resolved, Settings settings) {
    if (resolved.setting() != Setting.DATABASE) {
      return resolved;
    }
    try {
      return new DatabaseOpener(environment).database(settings);
    } catch (ConfigException.NoHome none) {
      diagnostics(settings)
          .note("there is no default database: " + none.getMessage() + "; " + none.hint());
      return resolved;
    }
  }

  private static String value(Resolved resolved) {
    return text(resolved.masked());
  }

  private static String text(@Nullable String cell) {
    return cell == null ? "" : cell;
  }

  private static ObjectNode document(Resolved resolved) {
    return JsonObject.EMPTY
        .with("setting", resolved.setting().title())
        .with("value", resolved.masked())
        .with("origin", resolved.originText())
        .with("flag", resolved.setting().flag())
        .with("variables", resolved.setting().variables())
        .node();
  }
}
