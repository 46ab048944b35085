package io.noetl.runtime.generate;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.generate.TopicModel.Block;
import io.noetl.runtime.generate.TopicModel.Heading;
import io.noetl.runtime.generate.TopicModel.Prose;
import io.noetl.runtime.generate.TopicModel.Term;
import io.noetl.runtime.generate.TopicModel.Terms;
import io.noetl.runtime.generate.TopicModel.Typed;
import java.util.ArrayList;
import java.util.List;

/** The topics of the help besides commands, but for the options, which are read from these. */
public final class Topics {

  private static final String CONFIG = "noetl-runtime-settings(5)";
  private static final String LIST = "noetl-runtime-list(1)";

  private Topics() {}

  /**
   * All of them.
   *
   * @param example the lines of a file of components
   */
  public static List<TopicModel> of(ProgramModel program, List<String> example) {
    return List.of(environment(), exitCodes(program), files(example), selectors());
  }

  private static TopicModel environment() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Prose(
            "A flag overrides the environment, which overrides the configuration file. An empty"
                + " variable counts as unset. Where a setting has several variables, the first one"
                + " that is set counts."));
    blocks.add(new Heading("Settings"));
    List<Term> settings = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.variable() != null) {
        settings.add(
            new Term(
                String.join(", ", setting.variables()),
                ManPages.sentence(setting.description(), setting)
                    + (setting.flag() == null ? "" : " Option: " + setting.flag() + ".")));
      }
    }
    blocks.add(new Terms(settings));
    blocks.add(new Heading("Other variables"));
    blocks.add(
        new Terms(
            List.of(
                new Term("NO_COLOR", "No color, unless --color says otherwise."),
                new Term("CLICOLOR_FORCE", "Color also in a pipe, unless it is 0."),
                new Term(
                    "HTTP_PROXY, HTTPS_PROXY, NO_PROXY",
                    "Proxies for requests to the server, and hosts that need none."),
                new Term("PAGER", "Pager of --pager. Default: less."),
                new Term("XDG_CONFIG_HOME", "Directory of noetl/runtime.yaml. Default: ~/.config."),
                new Term(
                    "XDG_DATA_HOME",
                    "Directory of noetl/runtime.db, the database of direct mode. Default:"
                        + " ~/.local/share."),
                new Term(
                    "XDG_CACHE_HOME",
                    "Directory of the portable archive's start-up cache. Default: ~/.cache, on"
                        + " macOS ~/Library/Caches."),
                new Term(
                    "NOETL_RUNTIME_JAVA", "Directory of the Java that the portable archive uses."),
                new Term("NOETL_RUNTIME_JAVA_OPTS", "Further options for Java."))));
    return new TopicModel(
        "environment",
        "Environment variables that noetl-runtime reads.",
        blocks,
        List.of("noetl-runtime(1)", CONFIG));
  }

  private static TopicModel exitCodes(ProgramModel program) {
    List<Term> codes =
        program.exits().stream()
            .map(exit ->
                new Term(
                    Integer.toString(exit.code()),
                    ManPages.sentence(exit)
                        + (exit.retry().equals("-") ? "" : " Retry: " + exit.retry() + ".")))
            .toList();
    return new TopicModel(
        "exit-codes",
        "Exit codes of noetl-runtime.",
        List.of(
            new Prose(
                "Scripts may depend on these codes. With -o json an error is a JSON object on"
                    + " stderr that has the code in exit and its name in code."),
            new Terms(codes),
            new Heading("Examples"),
            new Typed(
                List.of(
                    "noetl-runtime heartbeat demo",
                    "case $? in",
                    "0) ;;",
                    "5) noetl-runtime register demo --runtime python ;;",
                    "7 | 8 | 9) sleep 5 ;;",
                    "*) exit 1 ;;",
                    "esac"))),
        List.of("noetl-runtime(1)", "noetl-runtime-exit-codes(1)"));
  }

  private static TopicModel files(List<String> example) {
    return new TopicModel(
        "files",
        "Files that noetl-runtime reads and writes.",
        List.of(
            new Terms(
                List.of(
                    new Term(
                        "$XDG_CONFIG_HOME/noetl/runtime.yaml",
                        "Settings and contexts (default of XDG_CONFIG_HOME: ~/.config)."),
                    new Term(
                        "~/.noetl/config.yaml",
                        "Contexts of NoETL's own command line; the current one names the server."),
                    new Term(
                        "$XDG_DATA_HOME/noetl/runtime.db",
                        "Default database of direct mode (default of XDG_DATA_HOME:"
                            + " ~/.local/share)."))),
            new Heading("Files of components"),
            new Prose(
                "register -f and apply -f read JSON (one object, a list, or one object a line) or"
                    + " YAML (one or several documents). They also read the output of export and of"
                    + " list -o json. The format follows the name of the file (.json, .jsonl,"
                    + " .ndjson, .yaml, .yml), otherwise the content; - is standard input. apply -f"
                    + " also takes a directory. noetl-runtime explain describes the fields."),
            new Typed(example)),
        List.of(CONFIG, "noetl-runtime-register(1)", "noetl-runtime-apply(1)"));
  }

  private static TopicModel selectors() {
    return new TopicModel(
        "selectors",
        "Selecting components by label, name, kind and status.",
        List.of(
            new Prose(
                "All conditions of a command line must hold. A label selector (-l) is a list of"
                    + " requirements with commas between them; -l may be repeated."),
            new Terms(
                List.of(
                    new Term("env", "The component has the label env."),
                    new Term("!env", "The component does not have the label env."),
                    new Term("env=prod", "The label env is prod. == means the same."),
                    new Term("env!=prod", "The label env has another value, or is missing."),
                    new Term("'env in (prod,test)'", "The label env has one of these values."),
                    new Term(
                        "'env notin (prod,test)'",
                        "The label env has none of these values, or is missing."))),
            new Prose(
                "A backslash escapes the next character of a value. Quote selectors with"
                    + " blanks, parentheses or an exclamation mark for the shell."),
            new Heading("Name patterns"),
            new Terms(
                List.of(
                    new Term("*", "In --name: any text, including none."),
                    new Term("?", "One character."),
                    new Term("[a-z], [!a-z]", "One character that is, or is not, in the set."))),
            new Heading("Kinds and status"),
            new Prose(
                "--kind selects one kind (default: worker_pool), --all-kinds every kind. --status"
                    + " compares the effective status: a component whose last heartbeat is older"
                    + " than --stale-after is stale. --dead selects stale and offline components."
                    + " Commands that change components take -l as well, and --all for every"
                    + " component of the kind."),
            new Heading("Examples"),
            new Typed(
                List.of(
                    "noetl-runtime list -l env=prod,tier!=web",
                    "noetl-runtime list -l 'env in (prod,test),!canary' --name 'gpu-*'",
                    "noetl-runtime list --all-kinds --dead -o name",
                    "noetl-runtime drain -l rack=7 --note maintenance"))),
        List.of(LIST, "noetl-runtime-watch(1)", "noetl-runtime-apply(1)"));
  }
}
