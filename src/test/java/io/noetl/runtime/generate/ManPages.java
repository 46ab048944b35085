package io.noetl.runtime.generate;

import io.noetl.runtime.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the manual page of the program and of each of its commands. */
final class ManPages {

  private static final String PROGRAM = "noetl-runtime(1)";
  private static final String EXIT_CODES = "noetl-runtime-exit-status(7)";
  private static final String CONFIG = "noetl-runtime-settings(5)";

  private static final String OPTIONS = "noetl-runtime-options(7)";

  private final ProgramModel program;
  private final List<TopicModel> topics;

  ManPages(ProgramModel program, List<TopicModel> topics) {
    this.program = program;
    this.topics = topics;
  }

  /** File names below {@code man}, and the pages. */
  Map<String, String> all() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("man1/noetl-runtime.1", page(program.root()));
    for (CommandModel command : program.commands()) {
      pages.put("man1/" + command.page() + ".1", page(command));
    }
    pages.put("man5/noetl-runtime-settings.5", ConfigPage.of(program));
    for (TopicModel topic : topics) {
      pages.put("man7/" + topic.page() + ".7", page(topic));
    }
    pages.put("man7/noetl-runtime-options.7", options());
    return pages;
  }

  private String page(CommandModel command) {
    Roff page = new Roff(command.page(), 1, program);
    page.section("NAME").filled(Roff.text(command.page()) + " \\- " + summary(command));
    page.section("SYNOPSIS").synopsis(command.synopsis());
    page.section("DESCRIPTION")
        .paragraphs(
            command.description().isEmpty() ? List.of(command.header()) : command.description());
    if (!command.aliases().isEmpty()) {
      page.gap().filled("Aliases: " + bold(command.aliases()) + ".");
    }
    if (command.name().isEmpty()) {
      page.section("COMMANDS");
      String group = "";
      for (CommandModel one : program.commands()) {
        if (!one.group().equals(group)) {
          group = one.group();
          page.subsection(group);
        }
        page.term(reference(one.page() + "(1)"), one.header());
      }
    }
    if (!command.options().isEmpty() || !command.arguments().isEmpty()) {
      page.section("OPTIONS");
      command.arguments().forEach(one -> page.term(term(one), one.description()));
      String section = "Options";
      for (OptionModel option : command.options()) {
        if (!option.section().equals(section)) {
          section = option.section();
          page.subsection(section);
        }
        page.term(term(option), option.description());
      }
    }
    environment(command, page);
    files(command, page);
    exitStatus(command, page);
    page.section("EXAMPLES").typed(command.examples());
    List<String> others = new ArrayList<>();
    if (!command.name().isEmpty()) {
      others.add(PROGRAM);
    }
    others.add(CONFIG);
    others.add(EXIT_CODES);
    for (TopicModel topic : topics) {
      if (concerns(topic, command)) {
        others.add(topic.page() + "(7)");
      }
    }
    if (command.has("--server") || command.name().isEmpty()) {
      others.add(OPTIONS);
    }
    return page.section("SEE ALSO").pages(others).toString();
  }

  /** Whether a page refers to the topic; those that all pages refer to are not asked for. */
  private static boolean concerns(TopicModel topic, CommandModel command) {
    return switch (topic.name()) {
      case "selectors" -> command.has("--selector");
      case "files" -> command.has("--file");
      default -> command.name().isEmpty() && !topic.name().equals("exit-codes");
    };
  }

  private static String summary(CommandModel command) {
    return named(command.header());
  }

  private static String named(String title) {
    String sentence = title.replaceFirst("\\.$", "");
    return Roff.text(sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1));
  }

  private static String bold(List<String> words) {
    return String.join(", ", words.stream().map(Roff::bold).toList());
  }

  private static String reference(String page) {
    int bracket = page.indexOf('(');
    return Roff.bold(page.substring(0, bracket)) + page.substring(bracket);
  }

  private static String term(ArgumentModel argument) {
    return Roff.italic(argument.label()) + (argument.repeatable() ? "..." : "");
  }

  private static String term(OptionModel option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add(Roff.bold(name));
    }
    String value =
        option.isSwitch()
            ? ""
            : option.valueIsOptional()
                ? "[=" + Roff.italic(option.label()) + "]"
                : (OptionModel.isLong(option.names().getLast()) ? "=" : " ")
                    + Roff.italic(option.label());
    return String.join(", ", names) + value;
  }

  private static void environment(CommandModel command, Roff page) {
    page.section("ENVIRONMENT");
    for (Setting setting : command.settings()) {
      if (setting.variable() != null) {
        page.term(ConfigPage.variables(setting), sentence(setting.description(), setting));
      }
    }
    if (command.has("--color")) {
      page.term(
          Roff.bold("NO_COLOR"), "If set and not empty: no color, unless --color says otherwise.");
      page.term(Roff.bold("CLICOLOR_FORCE"), "If set, not empty and not 0: color also in a pipe.");
    }
    if (command.has("--server")) {
      page.term(
          Roff.bold("HTTP_PROXY") + ", " + Roff.bold("HTTPS_PROXY") + ", " + Roff.bold("NO_PROXY"),
          "Proxies for requests to the server, and hosts that need none.");
    }
    page.term(
        Roff.bold("NOETL_RUNTIME_JAVA_OPTS"), "Further options for the Java virtual machine.");
  }

  static String sentence(String words, Setting setting) {
    String sentence = Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    return setting.defaultText() == null
        ? sentence
        : sentence + " Default: " + setting.defaultText() + ".";
  }

  private static void files(CommandModel command, Roff page) {
    if (!command.has("--server")) {
      return;
    }
    page.section("FILES");
    ConfigPage.files(page);
    page.term(
        Roff.italic("$XDG_DATA_HOME/noetl/runtime.db"),
        "The database of direct mode where none is named (default of XDG_DATA_HOME:"
            + " ~/.local/share).");
  }

  private void exitStatus(CommandModel command, Roff page) {
    page.section("EXIT STATUS");
    for (ProgramModel.Exit exit : program.exits()) {
      if (ends(command, exit.code())) {
        page.term(Roff.bold(Integer.toString(exit.code())), sentence(exit));
      }
    }
  }

  /** Whether a command can end with a code. */
  static boolean ends(CommandModel command, int code) {
    boolean reachesRegistry = command.has("--server");
    return switch (code) {
      case 0, 1, 2, 70, 130, 141 -> true;
      case 3 -> command.has("--fail-empty") || command.has("--error-unchanged");
      case 5 ->
          reachesRegistry
              && !command.has("--exclusive")
              && command.arguments().stream().anyMatch(one -> one.label().equals("NAME"));
      case 6 ->
          command.has("--exclusive")
              || command.has("--takeover")
              || command.has("--recreate")
              || command.has("--note");
      case 11 -> reachesRegistry || command.has("--listen");
      case 12 ->
          command.has("--file")
              || command.name().equals("export")
              || reachesRegistry
                  && command.arguments().stream().anyMatch(ArgumentModel::repeatable);
      case 125, 126, 127 -> command.name().equals("run");
      default -> reachesRegistry || command.has("--database");
    };
  }

  static String sentence(ProgramModel.Exit exit) {
    return Character.toUpperCase(exit.meaning().charAt(0)) + exit.meaning().substring(1) + ".";
  }

  private String page(TopicModel topic) {
    Roff page = new Roff(topic.page(), 7, program);
    page.section("NAME").filled(Roff.text(topic.page()) + " \\- " + named(topic.title()));
    page.section("DESCRIPTION");
    boolean isFirst = true;
    for (TopicModel.Block block : topic.blocks()) {
      switch (block) {
        case TopicModel.Prose prose -> {
          if (!isFirst) {
            page.gap();
          }
          page.paragraphs(prose.text());
        }
        case TopicModel.Heading heading -> page.section(heading.title().toUpperCase(Locale.ROOT));
        case TopicModel.Terms terms ->
            terms.terms().forEach(one -> page.term(Roff.bold(one.term()), one.meaning()));
        case TopicModel.Typed typed -> page.typed(typed.lines());
      }
      isFirst = block instanceof TopicModel.Heading;
    }
    return page.section("SEE ALSO").pages(topic.seeAlso()).toString();
  }

  private String options() {
    Roff page = new Roff("noetl-runtime-options", 7, program);
    page.section("NAME")
        .filled("noetl\\-runtime\\-options \\- options of every command of noetl\\-runtime");
    page.section("DESCRIPTION")
        .paragraphs(
            "Every command that reaches a registry takes these options, before or after the"
                + " command.");
    String section = "";
    for (OptionModel option : program.shared()) {
      if (!option.section().equals(section)) {
        section = option.section();
        page.section(section.toUpperCase(Locale.ROOT));
      }
      page.term(term(option), option.description());
    }
    return page.section("SEE ALSO").pages(List.of(PROGRAM, CONFIG)).toString();
  }
}
