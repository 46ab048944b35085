package io.noetl.runtime.cli.registry;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command whose {@code --timeout} limits the whole command, not each request. */
public interface CommandTimeout {

  /** The description of the option in the help. */
  String timeoutDescription();

  /** Replaces the description of the option where the command implements this interface. */
  static void describe(CommandSpec command) {
    if (command.userObject() instanceof CommandTimeout whole) {
      OptionSpec shared = command.findOption("--timeout");
      OptionSpec own = shared.toBuilder().description(whole.timeoutDescription()).build();
      command.remove(shared);
      command.addOption(own);
    }
  }
}
