package io.noetl.runtime.cli.terminal;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command with its own output formats. */
public interface CommandFormats {

  /** The description of {@code --output} in the help. */
  String formatDescription();

  /** The formats that the completion offers. */
  List<String> formats();

  /** Replaces the description of the option where the command implements this interface. */
  static void describe(CommandSpec command) {
    if (command.userObject() instanceof CommandFormats own) {
      OptionSpec shared = command.findOption("--output");
      OptionSpec described = shared.toBuilder().description(own.formatDescription()).build();
      command.remove(shared);
      command.addOption(described);
    }
  }
}
