package io.noetl.runtime.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the page of each command below {@code docs/commands}, and their index. */
final class CommandPages {

  private static final Set<String> SHARED = Set.of("Connection", "TLS", "Output");

  private final ProgramModel program;

  CommandPages(ProgramModel program) {
    this.program = program;
  }

  /** File names below {@code docs/commands}, and the pages. */
  Map<String, String> all() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("README.md", index());
    pages.put("options.md", options());
    for (CommandModel command : program.commands()) {
      pages.put(command.name() + ".md", page(command));
    }
    return pages;
  }

  private String index() {
    StringBuilder page = new StringBuilder("# Commands\n\n");
    page.append("One page per command, generated from its help. `noetl-runtime help COMMAND`")
        .append(" shows the same in a terminal.\n")
        .append("[Options of every command](options.md) may stand before or after the command.\n");
    String group = "";
    for (CommandModel command : program.commands()) {
      if (!command.group().equals(group)) {
        group = command.group();
        page.append("\n## ").append(group).append("\n\n| command | |\n|---|---|\n");
      }
      page.append("| [`%s`](%s.md) | ".formatted(command.name(), command.name()))
          .append(cell(command.header()))
          .append(" |\n");
    }
    return page.toString();
  }

  private String options() {
    StringBuilder page = new StringBuilder("# Options of every command\n\n");
    page.append("Every command that reaches a registry takes these options, before or after the")
        .append(" command.\n[Configuration](../configuration.md) has the variable and the key of")
        .append(" each.\n");
    options(page, program.shared());
    return page.append("\n[All commands](README.md)\n").toString();
  }

  private String page(CommandModel command) {
    StringBuilder page = new StringBuilder("# noetl-runtime " + command.name() + "\n\n");
    page.append(text(command.header())).append("\n\n");
    command.synopsis().forEach(line -> page.append("    ").append(line).append('\n'));
    command.description().forEach(line -> page.append('\n').append(text(line)).append('\n'));
    if (!command.aliases().isEmpty()) {
      page.append("\nAliases: ").append(code(command.aliases())).append("\n");
    }
    if (!command.examples().isEmpty()) {
      page.append("\n## Examples\n\n");
      command.examples().forEach(line -> page.append("    ").append(line).append('\n'));
    }
    if (!command.arguments().isEmpty()) {
      page.append("\n## Arguments\n\n| argument | |\n|---|---|\n");
      for (ArgumentModel argument : command.arguments()) {
        row(
            page,
            code(List.of(argument.label() + (argument.repeatable() ? "..." : ""))),
            argument.description());
      }
    }
    List<OptionModel> own =
        command.options().stream().filter(option -> !SHARED.contains(option.section())).toList();
    options(page, own);
    if (own.size() < command.options().size()) {
      page.append(
          command.has("--server")
              ? "\nConnection, TLS and output options: [options of every command](options.md)\n"
              : "\nOutput options: [options of every command](options.md)\n");
    }
    page.append("\n## Exit codes\n\n| code | |\n|---|---|\n");
    for (ProgramModel.Exit exit : program.exits()) {
      if (ManPages.ends(command, exit.code())) {
        row(page, Integer.toString(exit.code()), ManPages.sentence(exit));
      }
    }
    return page.append("\n[All commands](README.md)\n").toString();
  }

  private static void options(StringBuilder page, List<OptionModel> options) {
    String section = "";
    for (OptionModel option : options) {
      if (!option.section().equals(section)) {
        section = option.section();
        page.append("\n## ").append(section).append("\n\n| option | |\n|---|---|\n");
      }
      row(page, code(names(option)), option.description());
    }
  }

  private static List<String> names(OptionModel option) {
    List<String> names = new ArrayList<>(option.names());
    if (!option.isSwitch()) {
      String last = names.removeLast();
      names.add(
          option.valueIsOptional()
              ? last + "[=" + option.label() + "]"
              : last + (OptionModel.isLong(last) ? "=" : " ") + option.label());
    }
    return names;
  }

  private static void row(StringBuilder page, String term, String meaning) {
    page.append("| ").append(term).append(" | ").append(cell(meaning)).append(" |\n");
  }

  private static String code(List<String> words) {
    return String.join(
        ", ", words.stream().map(word -> "`" + word.replace("|", "\\|") + "`").toList());
  }

  private static String cell(String sentence) {
    return text(sentence).replace("|", "\\|");
  }

  /** Words as they are, also where Markdown would take them for markup. */
  private static String text(String sentence) {
    return sentence.replaceAll("[<>*\\[\\]]", "\\\\$0");
  }
}
