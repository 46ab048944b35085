package io.noetl.runtime.cli;

import io.noetl.runtime.config.FileContext;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.output.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What stands between a command and a change: which registry it goes to, and who agrees to it. */
final class ChangeOptions {

  @Option(
      names = {"-y", "--yes"},
      order = 49,
      description = "Change a protected context without a question.")
  private boolean yes;

  /**
   * Names the registry, and asks where it is that of a protected context.
   *
   * @return whether the change is to be carried out
   * @throws UsageException when it is protected and nobody is there to ask
   */
  boolean isAllowed(Settings settings, Diagnostics diagnostics, Environment environment) {
    Resolved target = target(settings, environment);
    FileContext asking = protectedBy(target, settings);
    if (asking == null || yes) {
      tell(settings, diagnostics, environment);
      return true;
    }
    String place = "the protected context " + ShellWord.of(asking.name());
    if (!environment.inIsTerminal()) {
      throw new UsageException(
          "nobody is there to confirm a change in " + place, "add --yes, or look with --dry-run");
    }
    if (Question.isConfirmed(
        Printable.escape("Change " + target.masked() + " in " + place + "?"), environment)) {
      return true;
    }
    diagnostics.tell("nothing was changed");
    return false;
  }

  /** Names the registry where a person looks on, or where the command line does not say it. */
  static void tell(Settings settings, Diagnostics diagnostics, Environment environment) {
    Resolved target = target(settings, environment);
    if (environment.errIsTerminal() || isOfContext(target.origin())) {
      diagnostics.tell("on " + target.masked() + " (" + target.origin().text() + ")");
    }
  }

  private static boolean isOfContext(Origin origin) {
    return origin instanceof Origin.ChosenContext || origin instanceof Origin.Context;
  }

  private static @Nullable FileContext protectedBy(Resolved target, Settings settings) {
    FileContext inUse =
        target.origin() instanceof Origin.ChosenContext ? settings.contextInUse() : null;
    return inUse != null && inUse.isProtected() ? inUse : null;
  }

  private static Resolved target(Settings settings, Environment environment) {
    if (!RegistryOpener.isDirect(settings)) {
      return settings.get(Setting.SERVER);
    }
    Resolved database = new DatabaseOpener(environment).database(settings);
    // Without a URL it is the wish for direct mode that says where it comes from.
    return settings.text(Setting.DATABASE) == null
        ? new Resolved(Setting.DATABASE, database.value(), settings.get(Setting.DIRECT).origin())
        : database;
  }
}
