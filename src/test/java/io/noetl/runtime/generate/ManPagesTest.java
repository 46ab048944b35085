package io.noetl.runtime.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows the pages to the programs that people read them with. */
class ManPagesTest {

  @TempDir private Path home;
  private StandIn world;

  @BeforeEach
  void world() throws IOException {
    world = new StandIn(home);
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("man"))) {
      return files.filter(Files::isRegularFile).map(Path::toAbsolutePath).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void manHasNoWarnings(Path page) throws Exception {
    StandIn.assumeInstalled("man", "man-db");
    assertEquals(
        "",
        world.output("sh", "-c", "man --warnings=w -l \"$1\" >/dev/null", "sh", page.toString()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void mandocHasNoComplaints(Path page) throws Exception {
    StandIn.assumeInstalled("mandoc", "mandoc");
    assertEquals("", world.output("mandoc", "-Tlint", "-Wstyle", page.toString()));
  }

  @Test
  void everyCharacterIsShownAsItWasWritten() throws Exception {
    StandIn.assumeInstalled("man", "man-db");
    StandIn.assumeInstalled("mandoc", "mandoc");
    Path page =
        Files.writeString(
            home.resolve("page.1"),
            new ManPages(Imagined.program(), List.of()).all().get("man1/noetl-runtime-sweep.1"));
    assertEquals("", world.output("mandoc", "-Tlint", "-Wstyle", page.toString()));
    assertEquals(
        """
        NOETL-RUNTIME-SWEEP(1)           NoETL Manual           NOETL-RUNTIME-SWEEP(1)

        NAME
               noetl-runtime-sweep - do 'something' to it: soon

        SYNOPSIS
               noetl-runtime sweep

        DESCRIPTION
               'Tis \\done.  .And "so" on; it’s --fast-ly.

        OPTIONS
               NAME...
                      Which ones.

               -s, --server=URL
                      It's [here]: \\o/.

               --direct
                      No server.

               --watch[=SPEED]
                      Look again.

               --like=NAME
                      Like that one.

               -h, --help
                      Show this help.

        ENVIRONMENT
               HTTP_PROXY, HTTPS_PROXY, NO_PROXY
                      Proxies for requests to the server, and hosts that need none.

               NOETL_RUNTIME_JAVA_OPTS
                      Further options for the Java virtual machine.

        FILES
               $XDG_CONFIG_HOME/noetl/runtime.yaml
                      Settings (default of XDG_CONFIG_HOME: ~/.config).

               ~/.noetl/config.yaml
                      Contexts of NoETL's own command line; the current one names the
                      server.

               $XDG_DATA_HOME/noetl/runtime.db
                      The database of direct mode where none is named (default of
                      XDG_DATA_HOME: ~/.local/share).

        EXIT STATUS
               0      Done.

        EXAMPLES
                   noetl-runtime sweep '~' `x` ^

        SEE ALSO
               noetl-runtime(1), noetl-runtime-settings(5),
               noetl-runtime-exit-status(7), noetl-runtime-options(7)

        noetl-runtime 1.2.3               2026-01-02            NOETL-RUNTIME-SWEEP(1)
        """,
        world.output("sh", "-c", "MANWIDTH=80 man -l \"$1\" | cat", "sh", page.toString()));
  }
}
