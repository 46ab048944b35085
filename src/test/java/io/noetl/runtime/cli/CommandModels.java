package io.noetl.runtime.cli;

import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.generate.ArgumentModel;
import io.noetl.runtime.generate.CommandModel;
import io.noetl.runtime.generate.OptionModel;
import io.noetl.runtime.generate.ProgramModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads the models of the commands for completions and manual pages. */
final class CommandModels {

  /** What a component says of itself; only where it does, these settings fill in. */
  private static final Set<Setting> OF_A_COMPONENT =
      EnumSet.of(Setting.RUNTIME, Setting.CAPACITY, Setting.LABELS, Setting.HOSTNAME);

  private static final Set<Setting> OF_SERVE =
      EnumSet.of(Setting.RETRY_AFTER, Setting.AUTO_RECREATE);

  private static final Set<Setting> OF_RESIDENTS =
      EnumSet.of(Setting.DEREGISTER_RETRIES, Setting.DEREGISTER_BACKOFF);

  private static final Set<Setting> OF_SERVERS = EnumSet.of(Setting.TOKEN, Setting.SESSION_TOKEN);

  private static final Set<String> NOT_FOR_NAMES =
      Set.of("--timeout", "--deadline", "--retries", "--show-secrets");

  private CommandModels() {}

  static ProgramModel of(CommandLine root, String version, String date) {
    return new ProgramModel(
        version,
        date,
        command("", root.getCommandSpec()),
        root.getSubcommands().entrySet().stream()
            .map(entry -> command(entry.getKey(), entry.getValue().getCommandSpec()))
            .toList(),
        registry(root.getSubcommands().get("list").getCommandSpec()),
        Arrays.stream(ExitCode.values())
            .map(exit ->
                new ProgramModel.Exit(exit.code(), exit.word(), exit.meaning(), exit.retry()))
            .toList());
  }

  static CommandModel command(String name, CommandSpec spec) {
    List<List<String>> footer = paragraphs(spec.usageMessage().footer());
    List<String> description = new ArrayList<>();
    List<String> examples = new ArrayList<>();
    paragraphs(spec.usageMessage().description()).forEach(lines -> description.add(joined(lines)));
    for (List<String> lines : footer) {
      if (lines.getFirst().equals("Examples:")) {
        lines.stream().skip(1).map(String::strip).forEach(examples::add);
      } else {
        description.add(joined(lines));
      }
    }
    return new CommandModel(
        name,
        aliases(name),
        group(name),
        joined(List.of(spec.usageMessage().header())),
        synopsis(spec),
        description,
        options(spec).stream().map(option -> option(option, spec)).toList(),
        name.isEmpty()
            ? List.of()
            : spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(CommandModels::argument)
                .toList(),
        examples,
        Arrays.stream(Setting.values()).filter(setting -> appliesTo(setting, spec)).toList());
  }

  private static String group(String name) {
    return Arrays.stream(CommandGroup.values())
        .filter(group -> group.commands().contains(name))
        .map(CommandGroup::title)
        .findFirst()
        .orElse("");
  }

  /** Other words for a command. */
  static List<String> aliases(String name) {
    return CommandTable.ALIASES.stream()
        .filter(alias -> CommandTable.command(alias).equals(name))
        .toList();
  }

  /** Without the breaks of a help of eighty columns. */
  private static List<String> synopsis(CommandSpec spec) {
    String synopsis = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0);
    return synopsis.replaceAll("\\R +", " ").lines().map(String::strip).toList();
  }

  /** In the order of the help. */
  private static List<OptionSpec> options(CommandSpec spec) {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(
            Comparator.<OptionSpec, OptionSection>comparing(
                    option -> OptionSection.of(option, spec))
                .thenComparingInt(OptionSpec::order))
        .toList();
  }

  private static OptionModel option(OptionSpec option, CommandSpec spec) {
    int most = option.arity().max();
    if (most > 1) {
      throw new IllegalStateException(
          option.longestName() + " takes several values at once: let it be repeated");
    }
    return new OptionModel(
        List.of(option.names()),
        most == 0 ? null : ParameterLabels.of(option),
        most == 0 ? "" : option.paramLabel(),
        most == 1 && option.arity().min() == 0,
        option.isMultiValue(),
        option.usageHelp() || option.versionHelp(),
        described(option),
        OptionSection.of(option, spec).title());
  }

  private static ArgumentModel argument(PositionalParamSpec argument) {
    return new ArgumentModel(
        argument.paramLabel(),
        ParameterLabels.of(argument),
        argument.isMultiValue(),
        described(argument));
  }

  private static String described(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  /**
   * Which options of {@code list} say whose names are meant: how it reaches the registry, and the
   * kind.
   */
  private static List<OptionModel> registry(CommandSpec list) {
    CommandSpec reach = list.mixins().get("registry");
    Set<OptionSpec> shown = Set.copyOf(reach.mixins().get("output").options());
    List<OptionSpec> options = new ArrayList<>(reach.options());
    options.removeIf(
        option -> shown.contains(option) || NOT_FOR_NAMES.contains(option.longestName()));
    options.addAll(
        list.mixins().get("filter").mixins().get("kinds").mixins().get("kind").options());
    return options.stream().map(option -> option(option, list)).toList();
  }

  static boolean appliesTo(Setting setting, CommandSpec spec) {
    boolean reachesRegistry = spec.findOption("--server") != null;
    if (OF_A_COMPONENT.contains(setting)) {
      return spec.mixins().values().stream()
          .anyMatch(mixin -> mixin.userObject() instanceof ComponentOptions);
    }
    if (setting.flag() != null) {
      return spec.findOption(setting.flag()) != null;
    }
    boolean isServer = spec.findOption("--listen") != null;
    if (OF_SERVE.contains(setting)) {
      return isServer;
    }
    if (OF_RESIDENTS.contains(setting)) {
      return spec.findOption("--on-exit") != null || spec.findOption("--on-lost") != null;
    }
    if (OF_SERVERS.contains(setting)) {
      return reachesRegistry;
    }
    return setting == Setting.NAME
        ? spec.positionalParameters().stream()
            .anyMatch(argument -> argument.paramLabel().equals("NAME"))
        : reachesRegistry || isServer;
  }

  /** Lines between blank ones. */
  private static List<List<String>> paragraphs(String[] lines) {
    List<List<String>> paragraphs = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (line.isBlank()) {
        inside = false;
      } else {
        if (!inside) {
          paragraphs.add(new ArrayList<>());
        }
        inside = true;
        paragraphs.getLast().add(line);
      }
    }
    return paragraphs;
  }

  private static String joined(List<String> lines) {
    return lines.stream().map(String::strip).collect(Collectors.joining(" "));
  }
}
