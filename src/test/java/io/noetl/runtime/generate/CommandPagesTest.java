package io.noetl.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of a command in the guides. */
class CommandPagesTest {

  private static final OptionModel WATCH =
      new OptionModel(
          List.of("-w", "--watch"),
          Taken.Looked.TEXT,
          "DURATION",
          true,
          false,
          false,
          "Refresh; see watch.",
          "Options");
  private static final OptionModel STRICT =
      new OptionModel(List.of("--strict"), null, "", false, false, false, "Only <a|b>.", "Filters");
  private static final CommandModel SHOW =
      new CommandModel(
          "show",
          List.of("sh"),
          "Lists",
          "Show *all*.",
          List.of("noetl-runtime show [OPTIONS] [NAME...]"),
          List.of("Shows it."),
          List.of(WATCH, STRICT),
          List.of(new ArgumentModel("NAME", Taken.Looked.NAME, true, "Names.")),
          List.of("noetl-runtime show a"),
          List.of());

  @Test
  void pageHasUsageExamplesArgumentsOptionsBySectionAndExitCodes() {
    ProgramModel program =
        new ProgramModel(
            "1",
            "2026-01-01",
            SHOW,
            List.of(SHOW),
            List.of(),
            List.of(
                new ProgramModel.Exit(0, "ok", "done", ""),
                new ProgramModel.Exit(125, "run", "not started", "")));
    Map<String, String> pages = new CommandPages(program).all();
    assertEquals(List.of("README.md", "options.md", "show.md"), List.copyOf(pages.keySet()));
    assertEquals(
        """
        # noetl-runtime show

        Show \\*all\\*.

            noetl-runtime show [OPTIONS] [NAME...]

        Shows it.

        Aliases: `sh`

        ## Examples

            noetl-runtime show a

        ## Arguments

        | argument | |
        |---|---|
        | `NAME...` | Names. |

        ## Options

        | option | |
        |---|---|
        | `-w`, `--watch[=DURATION]` | Refresh; see watch. |

        ## Filters

        | option | |
        |---|---|
        | `--strict` | Only \\<a\\|b\\>. |

        ## Exit codes

        | code | |
        |---|---|
        | 0 | Done. |

        [All commands](README.md)
        """,
        pages.get("show.md"));
  }
}
