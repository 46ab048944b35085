package io.noetl.runtime.generate;

import io.noetl.runtime.generate.Taken.Looked;
import java.util.List;

/** A program with a command of every shape that commands may have. */
final class Imagined {

  private static final OptionModel HELP =
      new OptionModel(
          List.of("-h", "--help"), null, "", false, false, true, "Show this help.", "Options");
  private static final OptionModel SERVER =
      new OptionModel(
          List.of("-s", "--server"),
          Looked.TEXT,
          "URL",
          false,
          false,
          false,
          "It's [here]: \\o/.",
          "Options");
  private static final OptionModel DIRECT =
      new OptionModel(List.of("--direct"), null, "", false, false, false, "No server.", "Options");
  private static final OptionModel WATCH =
      new OptionModel(
          List.of("--watch"),
          new Taken.Words(List.of("slowly", "fast")),
          "SPEED",
          true,
          false,
          false,
          "Look again.",
          "Options");
  private static final OptionModel LIKE =
      new OptionModel(
          List.of("--like"), Looked.NAME, "NAME", false, true, false, "Like that one.", "Options");

  private Imagined() {}

  static ProgramModel program() {
    return new ProgramModel(
        "1.2.3",
        "2026-01-02",
        command("", List.of(HELP), List.of()),
        List.of(
            command("sweep", List.of(SERVER, DIRECT, WATCH, LIKE, HELP), List.of(names())),
            command("run", List.of(SERVER, HELP), List.of(name(), program("CMD"))),
            command("copy", List.of(), List.of(name(), file()))),
        List.of(SERVER, DIRECT),
        List.of(new ProgramModel.Exit(0, "ok", "done", "-")));
  }

  private static CommandModel command(
      String name, List<OptionModel> options, List<ArgumentModel> arguments) {
    return new CommandModel(
        name,
        name.equals("copy") ? List.of("cp") : List.of(),
        "All",
        "Do 'something' to it: soon.",
        List.of("noetl-runtime " + name),
        List.of("'Tis \\done. .And \"so\" on; it’s --fast-ly."),
        options,
        arguments,
        List.of("noetl-runtime " + name + " '~' `x` ^"),
        List.of());
  }

  private static ArgumentModel names() {
    return new ArgumentModel("NAME", Looked.NAME, true, "Which ones.");
  }

  private static ArgumentModel name() {
    return new ArgumentModel("NAME", Looked.NAME, false, "Which one.");
  }

  private static ArgumentModel program(String label) {
    return new ArgumentModel(label, Looked.PROGRAM, true, "What to run.");
  }

  private static ArgumentModel file() {
    return new ArgumentModel("FILE", Looked.FILE, true, "Where to.");
  }
}
