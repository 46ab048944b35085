package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.generate.ArgumentModel;
import io.noetl.runtime.generate.CommandModel;
import io.noetl.runtime.generate.OptionModel;
import io.noetl.runtime.generate.ProgramModel;
import io.noetl.runtime.generate.Taken;
import io.noetl.runtime.generate.Taken.Looked;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The models of the commands that the build stores, compared with those of picocli. */
class CommandModelsTest {

  /** Every shape that options and arguments may have. */
  @Command(
      name = "try",
      header = "Try it.",
      description = {"", "One", "paragraph.", "", "Another.", ""},
      footer = {"", "Examples:", "  noetl-runtime try", "", "A last word."})
  static final class Shapes {

    @Option(
        names = "--watch",
        arity = "0..1",
        paramLabel = "DURATION",
        order = 2,
        description = "W.")
    String watch = "";

    @Option(names = "--every", paramLabel = "DURATION", order = 3, description = "E.")
    String every = "";

    @Option(
        names = {"-c", "--color"},
        paramLabel = "WHEN",
        order = 1,
        description = "C.")
    List<String> color = List.of();

    @Option(names = "--secret", hidden = true, paramLabel = "UNKNOWN")
    String secret = "";

    @Option(names = "--dry-run", order = 4, description = "D.")
    boolean dryRun;

    @Parameters(index = "0", paramLabel = "NAME", description = "N.")
    String name = "";

    @Parameters(index = "1..*", paramLabel = "CMD", description = "P.")
    List<String> command = List.of();
  }

  /** An option with an unknown label. */
  static final class Unclassified {
    @Option(names = "--colour", paramLabel = "HUE")
    String hue = "";
  }

  /** An option that takes two words. */
  static final class Pair {
    @Option(names = "--between", arity = "2", paramLabel = "N")
    List<String> between = List.of();
  }

  @Test
  void commandIsReadAsItsHelpShowsIt() {
    assertEquals(
        new CommandModel(
            "try",
            List.of(),
            "",
            "Try it.",
            List.of(
                "try [--dry-run] [--watch[=DURATION]] [--every=DURATION] [-c=WHEN]... NAME"
                    + " [CMD...]"),
            List.of("One paragraph.", "Another.", "A last word."),
            List.of(
                new OptionModel(
                    List.of("-c", "--color"),
                    new Taken.Words(List.of("auto", "always", "never")),
                    "WHEN",
                    false,
                    true,
                    false,
                    "C.",
                    "Options"),
                new OptionModel(
                    List.of("--watch"),
                    Looked.TEXT,
                    "DURATION",
                    true,
                    false,
                    false,
                    "W.",
                    "Options"),
                new OptionModel(
                    List.of("--every"),
                    Looked.TEXT,
                    "DURATION",
                    false,
                    false,
                    false,
                    "E.",
                    "Options"),
                new OptionModel(
                    List.of("--dry-run"), null, "", false, false, false, "D.", "Options")),
            List.of(
                new ArgumentModel("NAME", Looked.NAME, false, "N."),
                new ArgumentModel("CMD", Looked.PROGRAM, true, "P.")),
            List.of("noetl-runtime try"),
            List.of(Setting.COLOR, Setting.NAME, Setting.EVERY)),
        CommandModels.command("try", CommandSpec.forAnnotatedObject(new Shapes())));
  }

  @Test
  void everyOptionAndArgumentIsClassified() throws Exception {
    ProgramModel program = Generated.program(Generated.root());
    assertEquals(
        Generated.root().getSubcommands().keySet().stream().toList(),
        program.commands().stream().map(CommandModel::name).toList());
    assertEquals(
        List.of(
            "--context",
            "--server",
            "--direct",
            "--database",
            "--token-file",
            "--header",
            "--cacert",
            "--cert",
            "--key",
            "--key-passphrase-file",
            "--insecure",
            "--kind"),
        program.registry().stream().map(option -> option.names().getLast()).toList());
  }

  @Test
  void pageHasTheVariablesOfItsCommand() throws Exception {
    assertEquals(List.of("serve"), commandsWith(Setting.AUTO_RECREATE), "a variable of the server");
    assertEquals(List.of("heartbeat", "run"), commandsWith(Setting.DEREGISTER_RETRIES));
    assertEquals(
        List.of("completion", "exit-codes", "explain", "flaps", "help", "probe-script"),
        Generated.program(Generated.root()).commands().stream()
            .filter(command -> !command.settings().contains(Setting.POSTGRES_HOST))
            .map(CommandModel::name)
            .sorted()
            .toList());
  }

  private static List<String> commandsWith(Setting setting) throws Exception {
    return Generated.program(Generated.root()).commands().stream()
        .filter(command -> command.settings().contains(setting))
        .map(CommandModel::name)
        .toList();
  }

  @Test
  void unknownLabelIsRefused() {
    assertEquals(
        "HUE of --colour is no label that ParameterLabels knows: use one that it has, or add a row",
        refused(new Unclassified()));
  }

  @Test
  void optionWithTwoValuesAtOnceIsRefused() {
    assertEquals("--between takes several values at once: let it be repeated", refused(new Pair()));
  }

  private static String refused(Object command) {
    return assertThrows(
            IllegalStateException.class,
            () -> CommandModels.command("try", CommandSpec.forAnnotatedObject(command)))
        .getMessage();
  }
}
