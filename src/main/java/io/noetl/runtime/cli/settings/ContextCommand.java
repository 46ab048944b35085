package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.ChangeOptions;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SettingReader;
import io.noetl.runtime.cli.terminal.Presenter;
import io.noetl.runtime.config.ContextEditor;
import io.noetl.runtime.config.FileContext;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.text.ShellWord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code context}: shows and changes contexts, which are named settings. */
@Command(
    name = "context",
    header = "Manage contexts: named registries.",
    description = {
      "",
      "A context is a map of settings below contexts in runtime.yaml. use selects one for"
          + " every command; --context and NOETL_RUNTIME_CONTEXT select one for a command. A"
          + " context selected by the flag overrides the environment; otherwise the environment"
          + " overrides the context. Contexts of NoETL's own command line can be used but not"
          + " changed.",
      "",
      "set takes the connection options, keeps the settings that are not given, and creates"
          + " the context if needed. A context is one registry: --server removes its database, and"
          + " --database or --direct its server. Every command that changes the registry of a"
          + " protected context asks for confirmation on a terminal and needs --yes elsewhere,"
          + " also if a flag or a variable names that registry; heartbeat and run do not ask."
          + " Deleting a protected context, or changing its registry, asks as well.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime context set prod --server https://noetl:8083 --protected",
      "  noetl-runtime context use prod",
      "  noetl-runtime context",
      "  noetl-runtime list --context prod",
      "  noetl-runtime context delete prod"
    })
public final class ContextCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "VERB",
      description = "list (default), use, set, show or delete.")
  private @Nullable String verb;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CONTEXT",
      description = "Name of the context.")
  private @Nullable String name;

  @Option(
      names = "--protected",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      order = 30,
      description = "With set: changes need a confirmation; =false removes that.")
  private @Nullable String isProtected;

  @Mixin private final ChangeOptions change = new ChangeOptions();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public ContextCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ContextAction action = ContextAction.of(verb);
    Map<Setting, String> given = registry.given();
    if (action != ContextAction.SET && (!given.isEmpty() || isProtected != null)) {
      throw new UsageException(
          "only context set accepts connection options", "remove them, or use: context set NAME");
    }
    Settings settings = settings();
    switch (action) {
      case LIST -> list(settings);
      case SHOW -> show(settings);
      case USE -> use(settings);
      case SET -> {
        return set(given, settings).code();
      }
      case DELETE -> {
        return delete(settings).code();
      }
    }
    return ExitCode.OK.code();
  }

  /** The settings without the flags that are values for a context. */
  private Settings settings() {
    RegistryOptions shown = new RegistryOptions();
    shown.context = registry.context;
    shown.output.format = registry.output.format;
    shown.output.color = registry.output.color;
    return shown.settings(Map.of(), environment);
  }

  private void list(Settings settings) {
    if (name != null) {
      throw new UsageException(
          "context list takes no name", "use: context show " + ShellWord.of(name));
    }
    FileContext inUse = settings.contextInUse();
    List<ContextView> views =
        settings.contexts().values().stream()
            .map(context -> ContextView.of(context, settings))
            .toList();
    Presenter present = presenter(settings);
    present.list(views, JsonObject.EMPTY, ContextView.VIEW);
    if (views.isEmpty() && present.isForPeople()) {
      environment.out().flush();
      Session.diagnostics(settings, registry.output, environment)
          .say("No contexts. Create one: noetl-runtime context set NAME --server URL");
    }
    tellOfOverride(inUse, settings);
  }

  private void show(Settings settings) {
    FileContext inUse = settings.contextInUse();
    if (name == null && inUse == null) {
      throw new UsageException("no context is in use", "name one, or use: context use NAME");
    }
    FileContext shown = name == null && inUse != null ? inUse : known(settings);
    presenter(settings).one(ContextView.of(shown, settings), ContextView.VIEW);
  }

  private void use(Settings settings) {
    FileContext chosen = known(settings);
    boolean isOurs = chosen.file().equals(settings.file());
    boolean isKept = new ContextEditor(settings.file()).use(chosen.name(), isOurs);
    changed(chosen.name(), isKept);
  }

  private ExitCode set(Map<Setting, String> given, Settings settings) {
    if (given.isEmpty() && isProtected == null) {
      throw new UsageException("nothing to set", "name a registry, such as --server URL");
    }
    registry.checkOne();
    String named = name();
    ContextValues values = ContextValues.of(given);
    if (!mayName(values, named, settings)) {
      return notChanged(settings);
    }
    boolean isKept =
        new ContextEditor(settings.file())
            .set(
                named,
                values.values(),
                isProtected == null ? null : SettingReader.bool("--protected", isProtected));
    changed(named, isKept);
    return ExitCode.OK;
  }

  /**
   * Asks for confirmation before a protected context gets another registry, since the old one is
   * then no longer protected.
   */
  private boolean mayName(ContextValues values, String named, Settings settings) {
    FileContext before = settings.ownContexts().get(named);
    if (before == null
        || !before.isProtected()
        || !values.changesRegistry(before)
        || "false".equals(isProtected)) {
      return true;
    }
    String context = "context " + ShellWord.of(named);
    return change.isConfirmed(
        "Change the protected "
            + context
            + ", which is now "
            + ContextView.of(before, settings).registry()
            + "?",
        context + " is protected",
        "add --yes",
        environment);
  }

  private ExitCode notChanged(Settings settings) {
    Session.diagnostics(settings, registry.output, environment).note("nothing was changed");
    return ExitCode.FAILURE;
  }

  private ExitCode delete(Settings settings) {
    FileContext gone = known(settings);
    if (!gone.file().equals(settings.file())) {
      throw new UsageException(
          "context " + gone.name() + " is NoETL's own, in " + gone.file(),
          "remove it with NoETL's command line");
    }
    String context = "context " + ShellWord.of(gone.name());
    if (gone.isProtected()
        && !change.isConfirmed(
            "Delete the protected "
                + context
                + " of "
                + ContextView.of(gone, settings).registry()
                + "?",
            context + " is protected",
            "add --yes",
            environment)) {
      return notChanged(settings);
    }
    boolean isKept = new ContextEditor(settings.file()).delete(gone.name());
    // The settings are not read again, since the deleted context may still be selected.
    tellOfComments(settings, isKept);
    Session.diagnostics(settings, registry.output, environment)
        .tell("context " + gone.name() + " deleted from " + settings.file());
    return ExitCode.OK;
  }

  /** Shows a context after a change. */
  private void changed(String named, boolean isKept) {
    Settings after = settings();
    FileContext context = after.contexts().get(named);
    if (context != null) {
      presenter(after).one(ContextView.of(context, after), ContextView.VIEW);
    }
    tellOfComments(after, isKept);
  }

  private void tellOfComments(Settings settings, boolean isKept) {
    if (!isKept) {
      Session.diagnostics(settings, registry.output, environment)
          .note("the comments in " + settings.file() + " are not all kept");
    }
  }

  private void tellOfOverride(@Nullable FileContext inUse, Settings settings) {
    Origin origin = inUse == null ? null : ContextView.of(inUse, settings).override();
    if (inUse != null && origin != null) {
      Session.diagnostics(settings, registry.output, environment)
          .tell(origin.text() + " overrides context " + ShellWord.of(inUse.name()));
    }
  }

  private FileContext known(Settings settings) {
    String named = name();
    FileContext known = settings.contexts().get(named);
    if (known == null) {
      throw settings.unknownContext(named);
    }
    return known;
  }

  private String name() {
    if (name == null || name.isBlank()) {
      throw new UsageException("no context is named", "give its name");
    }
    return name.strip();
  }

  private Presenter presenter(Settings settings) {
    return Presenter.of(settings, registry.output.quiet, environment);
  }
}
