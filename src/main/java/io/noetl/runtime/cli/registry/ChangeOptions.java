package io.noetl.runtime.cli.registry;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.terminal.Confirmation;
import io.noetl.runtime.config.FileContext;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.output.Printable;
import io.noetl.runtime.text.ShellWord;
import picocli.CommandLine.Option;

/** What stands between a command and a change: which registry it goes to, and who agrees to it. */
public final class ChangeOptions {

  @Option(
      names = {"-y", "--yes"},
      order = 49,
      description = "Do not ask for confirmation in a protected context.")
  private boolean yes;

  /**
   * Names the registry, and asks where it is protected.
   *
   * @param action what is to be done to what, as the beginning of a question
   * @return whether the change is to be carried out
   * @throws UsageException when it is protected and nobody is there to ask
   */
  public boolean isAllowed(
      String action, Settings settings, Diagnostics diagnostics, Environment environment) {
    FileContext asking = yes ? null : new RegistryProtection(environment).of(settings);
    if (asking == null) {
      tell(settings, diagnostics, environment);
      return true;
    }
    String registry = String.valueOf(target(settings, environment).masked());
    if (isConfirmed(
        action + place(registry, asking) + "?",
        registry + " is protected (context " + ShellWord.of(asking.name()) + ")",
        "add --yes, or look with --dry-run",
        environment)) {
      return true;
    }
    diagnostics.tell("nothing was changed");
    return false;
  }

  /** The same for a command with a session. */
  public boolean isAllowed(String action, Session session, Environment environment) {
    return isAllowed(action, session.settings(), session.diagnostics(), environment);
  }

  /**
   * Asks, unless the answer was given.
   *
   * @param reason why it is asked
   * @param hint how to do without
   * @throws UsageException when nobody is there to ask
   */
  public boolean isConfirmed(String question, String reason, String hint, Environment environment) {
    if (yes) {
      return true;
    }
    if (!environment.terminals().in()) {
      throw new UsageException(reason + ", and stdin is not a terminal", hint);
    }
    return Confirmation.isConfirmed(Printable.escape(question), environment);
  }

  /** The registry at the end of a question where it is protected; nothing where it is not. */
  public static String protectedPlace(Settings settings, Environment environment) {
    FileContext asking = new RegistryProtection(environment).of(settings);
    return asking == null
        ? ""
        : place(String.valueOf(target(settings, environment).masked()), asking);
  }

  private static String place(String registry, FileContext asking) {
    return " on " + registry + " (protected context " + ShellWord.of(asking.name()) + ")";
  }

  /** Names the registry where a person looks on, or where the command line does not say it. */
  public static void tell(Settings settings, Diagnostics diagnostics, Environment environment) {
    Resolved target = target(settings, environment);
    if (environment.terminals().err() || isOfContext(target.origin())) {
      diagnostics.tell("on " + target.masked() + " (" + target.origin().text() + ")");
    }
  }

  private static boolean isOfContext(Origin origin) {
    return origin instanceof Origin.ChosenContext || origin instanceof Origin.Context;
  }

  private static Resolved target(Settings settings, Environment environment) {
    if (!RegistryOpener.isDirect(settings)) {
      return settings.get(Setting.SERVER);
    }
    Resolved database = new DatabaseOpener(environment).database(settings);
    // Without a URL it is the wish for direct mode that says where it comes from.
    return settings.text(Setting.DATABASE) == null
        ? new Resolved(Setting.DATABASE, database.value(), RegistryOpener.origin(settings))
        : database;
  }
}
