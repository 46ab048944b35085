package io.noetl.runtime.cli.registry;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command whose {@code --timeout} is for the whole of it, not for each of its requests. */
public interface CommandTimeout {

  /** What its help says of the option. */
  String timeoutDescription();

  /** Describes the option of a command that is one of these. */
  static void describe(CommandSpec command) {
    if (command.userObject() instanceof CommandTimeout whole) {
      OptionSpec shared = command.findOption("--timeout");
      OptionSpec own = shared.toBuilder().description(whole.timeoutDescription()).build();
      command.remove(shared);
      command.addOption(own);
    }
  }
}
