package io.noetl.runtime.generate;

import io.noetl.runtime.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the manual page of the configuration file and of every other place that a setting has. */
final class ConfigPage {

  private ConfigPage() {}

  static String of(ProgramModel program) {
    Roff page = new Roff("noetl-runtime-settings", 5, program);
    page.section("NAME").filled("noetl\\-runtime\\-settings \\- the settings of noetl\\-runtime");
    page.section("DESCRIPTION")
        .paragraphs(
            "A flag overrides the environment, which overrides the configuration file, which"
                + " overrides the current context of NoETL's own command line. Empty variables"
                + " count as unset. If a setting has several variables, the first one that is set"
                + " counts.",
            "contexts in the file holds named maps of the same keys, each with protected: true if"
                + " changes need a confirmation. The selected context overrides the rest of the"
                + " file, and also the environment if a flag selects it.",
            "The file is YAML: one key and its value per line. An unknown key is an error. A path"
                + " may begin with ~/ for the home directory. header and labels are maps or lists."
                + " Secrets are in files of their own or in the environment.",
            "noetl-runtime config shows every setting with its value and its origin.");
    page.section("KEYS");
    for (Setting setting : Setting.values()) {
      if (setting.key() != null) {
        page.term(
            Roff.bold(setting.key()),
            ManPages.sentence(setting.description(), setting) + places(setting));
      }
    }
    page.section("ENVIRONMENT");
    for (Setting setting : Setting.values()) {
      if (setting.variable() != null) {
        page.term(variables(setting), sentence(setting));
      }
    }
    files(page.section("FILES"));
    page.section("EXAMPLES")
        .typed(
            List.of(
                "server: https://noetl.example.org",
                "token-file: ~/.config/noetl/token",
                "timeout: 10s",
                "contexts:",
                "  prod:",
                "    server: https://prod.example.org",
                "    protected: true"));
    return page.section("SEE ALSO")
        .pages(
            List.of("noetl-runtime(1)", "noetl-runtime-config(1)", "noetl-runtime-environment(7)"))
        .toString();
  }

  private static String places(Setting setting) {
    List<String> places = new ArrayList<>();
    if (setting.flag() != null) {
      places.add("Flag: " + setting.flag() + ".");
    }
    if (setting.variable() != null) {
      places.add(
          (setting.variables().size() == 1 ? "Variable: " : "Variables, the first that is set: ")
              + String.join(", ", setting.variables())
              + ".");
    }
    return places.isEmpty() ? "" : " " + String.join(" ", places);
  }

  /** Every variable of a setting, the one that takes precedence first. */
  static String variables(Setting setting) {
    return setting.variables().stream().map(Roff::bold).collect(Collectors.joining(", "));
  }

  private static String sentence(Setting setting) {
    return setting.key() == null
        ? ManPages.sentence(setting.description(), setting)
        : "Overrides the setting " + setting.key() + ".";
  }

  /** The files that hold settings. */
  static void files(Roff page) {
    page.term(
        Roff.italic("$XDG_CONFIG_HOME/noetl/runtime.yaml"),
        "Settings (default of XDG_CONFIG_HOME: ~/.config).");
    page.term(
        Roff.italic("~/.noetl/config.yaml"),
        "Contexts of NoETL's own command line; the current one names the server.");
  }
}
