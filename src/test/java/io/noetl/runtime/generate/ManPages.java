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
  private static final String EXIT_CODES = "noetl-runtime-exit-codes(7)";
  private static final String CONFIG = "noetl-runtime-config(5)";

  private final ProgramModel program;

  ManPages(ProgramModel program) {
    this.program = program;
  }

  /** File names below {@code man}, and the pages. */
  Map<String, String> all() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("man1/noetl-runtime.1", page(program.root()));
    for (CommandModel command : program.commands()) {
      pages.put("man1/" + command.page() + ".1", page(command));
    }
    pages.put("man5/noetl-runtime-config.5", ConfigPage.of(program));
    pages.put("man7/noetl-runtime-exit-codes.7", exitCodes());
    return pages;
  }

  private String page(CommandModel command) {
    Roff page = new Roff(command.page(), 1, program);
    page.section("NAME").filled(Roff.text(command.page()) + " \\- " + summary(command));
    page.section("SYNOPSIS").synopsis(command.synopsis());
    page.section("DESCRIPTION")
        .paragraphs(
            command.description().isEmpty() ? List.of(command.header()) : command.description());
    if (command.name().isEmpty()) {
      page.section("COMMANDS");
      program.commands().forEach(one -> page.term(reference(one.page() + "(1)"), one.header()));
    }
    if (!command.options().isEmpty() || !command.arguments().isEmpty()) {
      page.section("OPTIONS");
      command.arguments().forEach(one -> page.term(term(one), one.description()));
      command.options().forEach(option -> page.term(term(option), option.description()));
    }
    environment(command, page);
    files(command, page);
    exitStatus(command, page);
    page.section("EXAMPLES").typed(command.examples());
    List<String> others = new ArrayList<>(List.of(CONFIG, EXIT_CODES));
    if (!command.name().isEmpty()) {
      others.addFirst(PROGRAM);
    }
    return page.section("SEE ALSO").pages(others).toString();
  }

  private static String summary(CommandModel command) {
    String header = command.header().replaceFirst("\\.$", "");
    return Roff.text(header.substring(0, 1).toLowerCase(Locale.ROOT) + header.substring(1));
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
      page.term(Roff.bold("NO_COLOR"), "Set and not empty: no colour, unless --color says so.");
      page.term(
          Roff.bold("CLICOLOR_FORCE"),
          "Set and neither empty nor 0: colour also where nobody looks.");
    }
    if (command.has("--server")) {
      page.term(
          Roff.bold("HTTP_PROXY") + ", " + Roff.bold("HTTPS_PROXY") + ", " + Roff.bold("NO_PROXY"),
          "The proxies on the way to the server, and the hosts that need none.");
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
        "The database of direct mode where none is named; XDG_DATA_HOME is ~/.local/share unless"
            + " set.");
  }

  private void exitStatus(CommandModel command, Roff page) {
    page.section("EXIT STATUS");
    for (ProgramModel.Exit exit : program.exits()) {
      // What reaches no registry fails with the codes that everything has.
      if (command.has("--server") || exit.code() < 3 || exit.code() == 70) {
        page.term(Roff.bold(Integer.toString(exit.code())), sentence(exit));
      }
    }
  }

  private static String sentence(ProgramModel.Exit exit) {
    return Character.toUpperCase(exit.meaning().charAt(0)) + exit.meaning().substring(1) + ".";
  }

  private String exitCodes() {
    Roff page = new Roff("noetl-runtime-exit-codes", 7, program);
    page.section("NAME")
        .filled("noetl\\-runtime\\-exit\\-codes \\- what noetl\\-runtime says when it ends");
    page.section("DESCRIPTION")
        .paragraphs(
            "Every command of noetl-runtime ends with one of these codes, and scripts may depend on"
                + " them. With -o json an error is a JSON object on stderr that holds the code as"
                + " exit and its name as code.");
    for (ProgramModel.Exit exit : program.exits()) {
      page.term(
          Roff.bold(Integer.toString(exit.code())) + " " + Roff.italic(exit.word()),
          sentence(exit)
              + (exit.retry().equals("-") ? "" : " Worth a retry: " + exit.retry() + "."));
    }
    page.section("EXAMPLES")
        .typed(
            List.of(
                "noetl-runtime heartbeat demo",
                "case $? in",
                "0) ;;",
                "5) noetl-runtime register demo --runtime python ;;",
                "7 | 8 | 9) sleep 5 ;;",
                "*) exit 1 ;;",
                "esac"));
    return page.section("SEE ALSO")
        .pages(List.of(PROGRAM, "noetl-runtime-exit-codes(1)"))
        .toString();
  }
}
