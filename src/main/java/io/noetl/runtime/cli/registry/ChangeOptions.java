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
import io.noetl.runtime.text.Printable;
import io.noetl.runtime.text.ShellWord;
import picocli.CommandLine.Option;

/** The option {@code --yes}, and the confirmation of changes to protected registries. */
public final class ChangeOptions {

  @Option(
      names = {"-y", "--yes"},
      order = 49,
      description = "Do not ask for confirmation.")
  private boolean yes;

  public ChangeOptions() {}

  /** The options of a command that reads them itself. */
  public ChangeOptions(boolean yes) {
    this.yes = yes;
  }

  /**
   * Prints the registry, and asks for confirmation where it is protected.
   *
   * @param action the action and its object, as the beginning of the prompt
   * @return whether the change is to be carried out
   * @throws UsageException when it is protected and standard input is not a terminal
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
        "add --yes, or preview with --dry-run",
        environment)) {
      return true;
    }
    diagnostics.note("nothing was changed");
    return false;
  }

  /**
   * The same for several components: asks on every terminal, since a selector may match more than
   * was meant.
   */
  public boolean isAllowed(String action, int count, Session session, Environment environment) {
    Settings settings = session.settings();
    if (count == 0) {
      return true;
    }
    if (yes
        || count == 1
        || !environment.terminals().in()
        || new RegistryProtection(environment).of(settings) != null) {
      return isAllowed(action, session, environment);
    }
    if (Confirmation.isConfirmed(
        Printable.escape(action + " on " + target(settings, environment).masked() + "?"),
        environment)) {
      return true;
    }
    session.diagnostics().note("nothing was changed");
    return false;
  }

  /** The same for a command with a session. */
  public boolean isAllowed(String action, Session session, Environment environment) {
    return isAllowed(action, session.settings(), session.diagnostics(), environment);
  }

  /**
   * Asks for confirmation, unless {@code --yes} is given.
   *
   * @param reason why a confirmation is needed
   * @param hint how to avoid the prompt
   * @throws UsageException when standard input is not a terminal
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

  /** The end of a prompt that names a protected registry; empty where it is not protected. */
  public static String protectedPlace(Settings settings, Environment environment) {
    FileContext asking = new RegistryProtection(environment).of(settings);
    return asking == null
        ? ""
        : place(String.valueOf(target(settings, environment).masked()), asking);
  }

  private static String place(String registry, FileContext asking) {
    return " on " + registry + " (protected context " + ShellWord.of(asking.name()) + ")";
  }

  /** Prints the registry on a terminal, or where a context and not the command line names it. */
  public static void tell(Settings settings, Diagnostics diagnostics, Environment environment) {
    Resolved target = target(settings, environment);
    if (environment.terminals().err() || isOfContext(target.origin())) {
      diagnostics.tell("on " + target.masked() + " (" + target.origin().text() + ")");
    }
  }

  /** The URL of the registry that the settings select, without secrets. */
  public static String registry(Settings settings, Environment environment) {
    return String.valueOf(target(settings, environment).masked());
  }

  private static boolean isOfContext(Origin origin) {
    return origin instanceof Origin.ChosenContext || origin instanceof Origin.Context;
  }

  private static Resolved target(Settings settings, Environment environment) {
    if (!RegistryOpener.isDirect(settings)) {
      return settings.get(Setting.SERVER);
    }
    Resolved database = new DatabaseOpener(environment).database(settings);
    // Without a URL the origin is that of the setting for direct mode.
    return settings.text(Setting.DATABASE) == null
        ? new Resolved(Setting.DATABASE, database.value(), RegistryOpener.origin(settings))
        : database;
  }
}
