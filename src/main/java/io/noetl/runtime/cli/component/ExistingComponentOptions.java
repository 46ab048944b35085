package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.config.Origin;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.owner.OwnerProbe;
import io.noetl.runtime.schema.owner.OwnerState;
import picocli.CommandLine.Option;

/** The options for a registration whose name is already registered. */
public final class ExistingComponentOptions {

  @Option(
      names = "--exclusive",
      order = 31,
      description = "Fail if another live process owns the name (exit 6).")
  private boolean exclusive;

  @Option(
      names = "--if-absent",
      order = 32,
      description = "Do not change a component that is registered already.")
  private boolean ifAbsent;

  @Option(
      names = "--error-unchanged",
      order = 33,
      description = "With --if-absent: exit with 3 if nothing was changed.")
  private boolean errorUnchanged;

  /** Checks that the options do not contradict each other. */
  public void check() {
    if (exclusive && ifAbsent) {
      throw new UsageException(
          "--exclusive and --if-absent cannot be used together", "use only one of them");
    }
    if (errorUnchanged && !ifAbsent) {
      throw new UsageException(
          "--error-unchanged requires --if-absent", "remove it or add that option");
    }
  }

  /** The condition of one registration. */
  public RegistrationCondition condition(
      RuntimeRegistrationRequest request, Settings settings, Environment environment) {
    if (ifAbsent) {
      return new RegistrationCondition.IfAbsent();
    }
    return exclusive ? exclusive(request, settings, environment) : RegistrationCondition.NONE;
  }

  /** The condition of {@code --exclusive}: no other running process owns the name. */
  public static RegistrationCondition.Exclusive exclusive(
      RuntimeRegistrationRequest request, Settings settings, Environment environment) {
    // Only the processes of this host can be checked.
    boolean isHere =
        ComponentOptions.hostHere(settings, environment)
            .equals(request.storedRuntime().text("hostname"));
    OwnerProbe owners =
        isHere ? environment.host().processes() : (owner, silence) -> OwnerState.UNKNOWN;
    return new RegistrationCondition.Exclusive(
        settings.duration(Setting.STALE_AFTER),
        settings.get(Setting.STALE_AFTER).origin() instanceof Origin.Default,
        owners);
  }

  /** The exit code of a registration that succeeded or was not needed. */
  public ExitCode exit(boolean isUnchanged) {
    return errorUnchanged && isUnchanged ? ExitCode.UNCHANGED : ExitCode.OK;
  }
}
