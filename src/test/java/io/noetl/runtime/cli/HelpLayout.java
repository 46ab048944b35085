package io.noetl.runtime.cli;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.generate.TopicModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lays out the help of commands: their own options in sections, and a line that points to those
 * that all commands share. Only for the help: a command whose model was laid out is not run.
 */
final class HelpLayout {

  private static final String SHARED = "sharedOptions";
  private static final int WIDTH = 80;

  /** The broadest name of a command, and the space on either side of it. */
  private static final int COMMAND_WIDTH = 16;

  private HelpLayout() {}

  /** The program's help: commands in groups. */
  static void program(CommandLine root, List<TopicModel> topics) {
    UsageMessageSpec usage = root.getCommandSpec().usageMessage();
    Map<String, CommandLine> commands = root.getSubcommands();
    usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    usage
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> groups(commands) + topics(topics));
    footer(usage);
  }

  private static String topics(List<TopicModel> topics) {
    TextTable table = rows();
    topics.forEach(topic -> table.addRowValues(topic.name(), topic.title()));
    table.addRowValues("options", "Options of every command.");
    return "\nTopics (noetl-runtime help TOPIC):\n" + table;
  }

  private static TextTable rows() {
    return TextTable.forColumns(
        Help.defaultColorScheme(Help.Ansi.OFF),
        new Column(COMMAND_WIDTH, 2, Column.Overflow.SPAN),
        new Column(WIDTH - COMMAND_WIDTH, 0, Column.Overflow.WRAP));
  }

  private static String groups(Map<String, CommandLine> commands) {
    StringBuilder text = new StringBuilder();
    for (CommandGroup group : CommandGroup.values()) {
      TextTable table = rows();
      for (String name : group.commands()) {
        String[] header = commands.get(name).getCommandSpec().usageMessage().header();
        table.addRowValues(name, String.join(" ", header));
      }
      text.append("\n").append(group.title()).append(":\n").append(table);
    }
    return text.toString();
  }

  /** The help of a command: options in sections. */
  static void command(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    Map<OptionSection, List<OptionSpec>> options = new EnumMap<>(OptionSection.class);
    for (OptionSpec option : spec.options()) {
      options
          .computeIfAbsent(OptionSection.of(option, spec), section -> new ArrayList<>())
          .add(option.toBuilder().description(description(option, spec)).build());
    }
    List.copyOf(spec.options()).forEach(spec::remove);
    boolean refers = options.values().stream().flatMap(List::stream).count() > 1;
    options.forEach(
        (section, all) -> spec.addArgGroup(group(section, refers && section.isShared(), all)));
    UsageMessageSpec usage = spec.usageMessage();
    usage.description(withoutLastBlankLine(usage.description()));
    usage.parameterListHeading("%nArguments:%n");
    Map<String, CommandLine.IHelpSectionRenderer> sections = usage.sectionMap();
    sections.put(
        UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
        help -> help.parameterList().isEmpty() ? "" : help.parameterListHeading());
    String aliases = String.join(", ", CommandModels.aliases(spec.name()));
    sections.put(
        SHARED,
        help ->
            (refers ? reference(options) : "")
                + (aliases.isEmpty() ? "" : "\nAliases: " + aliases + "\n"));
    footer(usage);
    List<String> keys = new ArrayList<>(usage.sectionKeys());
    keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), SHARED);
    usage.sectionKeys(keys);
  }

  /** The options that the help of a command leaves out, in sections. */
  static String sharedOptions(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    CommandSpec shared = CommandSpec.create();
    shared.usageMessage().sortOptions(false).width(WIDTH);
    for (OptionSection section : OptionSection.values()) {
      if (section.isShared()) {
        ArgGroupSpec.Builder group =
            ArgGroupSpec.builder()
                .validate(false)
                .exclusive(false)
                .order(section.ordinal())
                .heading("%n" + section.title() + ":%n");
        spec.options().stream()
            .filter(option -> OptionSection.of(option, spec) == section)
            .forEach(option ->
                group.addArg(option.toBuilder().description(description(option, spec)).build()));
        shared.addArgGroup(group.build());
      }
    }
    return new Help(shared, Help.defaultColorScheme(Help.Ansi.OFF)).optionList();
  }

  private static ArgGroupSpec group(
      OptionSection section, boolean isHidden, List<OptionSpec> options) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder().validate(false).exclusive(false).order(section.ordinal());
    if (!isHidden) {
      group.heading("%n" + (section.isShared() ? "Options" : section.title()) + ":%n");
    }
    for (OptionSpec option : options) {
      group.addArg(option.toBuilder().hidden(isHidden || option.hidden()).build());
    }
    return group.build();
  }

  /** With the variable of the setting that the option sets. */
  private static String[] description(OptionSpec option, CommandSpec spec) {
    String[] written = option.description();
    for (Setting setting : Setting.values()) {
      String variable = setting.variable();
      if (variable != null
          && !String.join(" ", written).contains("$" + variable)
          && Arrays.asList(option.names()).contains(setting.flag())
          && !isOther(option, spec)
          && CommandModels.appliesTo(setting, spec)) {
        return Stream.of(String.join(" ", written) + " [$" + variable + "]").toArray(String[]::new);
      }
    }
    return written;
  }

  /** Whether a command gives the shared option a meaning of its own, which no variable has. */
  private static boolean isOther(OptionSpec option, CommandSpec spec) {
    return option.longestName().equals("--timeout")
        && OptionSection.of(option, spec) == OptionSection.OWN;
  }

  private static String reference(Map<OptionSection, List<OptionSpec>> options) {
    if (options.containsKey(OptionSection.CONNECTION)) {
      return "\nConnection, TLS and output options: noetl-runtime help options\n";
    }
    return options.containsKey(OptionSection.OUTPUT)
        ? "\nOutput options: noetl-runtime help options\n"
        : "";
  }

  /** Lines as they are written, since an example that is wrapped cannot be copied. */
  private static void footer(UsageMessageSpec usage) {
    usage
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> String.join("\n", usage.footer()) + "\n");
  }

  private static String[] withoutLastBlankLine(String[] lines) {
    int end = lines.length;
    while (end > 0 && lines[end - 1].isBlank()) {
      end--;
    }
    return Arrays.copyOf(lines, end);
  }
}
