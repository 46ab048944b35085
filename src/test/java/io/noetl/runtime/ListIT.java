package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's list on real terminals of several widths, with names of every kind. */
@IntegrationTest
class ListIT {

  @TempDir private Path home;

  @Test
  void columnsAreAlignedWhateverTheNames() throws Exception {
    StringBuilder pools = new StringBuilder();
    for (String name :
        new String[] {
          "pool-水-漢字",
          "emoji-😀-👨‍👩‍👧-🇩🇪",
          "comb-e\u0301-n\u0303",
          "rtl-שלום",
          "한국어",
          "\\u202eevil",
          "x".repeat(300)
        }) {
      pools.append("- {name: \"").append(name).append("\", runtime: python}\n");
    }
    Files.writeString(home.resolve("pools.yaml"), pools);
    try (Tmux terminal = new Tmux(home, 40, 12)) {
      terminal.type(
          "cd; export NOETL_RUNTIME_DIRECT=1; "
              + Launcher.PROGRAM
              + " register -f pools.yaml -q; echo do''ne");
      terminal.until(it -> it.contains("done"));
      assertEquals(
          """
          NAME                 KIND         STATUS
          comb-e\u0301-n\u0303             worker_pool  ready
          emoji-😀-👨‍👩‍👧-🇩🇪       worker_pool  ready
          pool-水-漢字         worker_pool  ready
          rtl-שלום             worker_pool  ready
          xxxxxxxxxxxxxxxxxx…  worker_pool  ready
          \\u202eevil           worker_pool  ready
          한국어               worker_pool  ready
          2 columns hidden; use -o wide
          """,
          listed(terminal, 40));
      assertEquals(
          """
          NAME                           KIND         STATUS  RUNTIME
          comb-e\u0301-n\u0303                       worker_pool  ready   python
          emoji-😀-👨‍👩‍👧-🇩🇪                 worker_pool  ready   python
          pool-水-漢字                   worker_pool  ready   python
          rtl-שלום                       worker_pool  ready   python
          xxxxxxxxxxxxxxxxxxxxxxxxxxxx…  worker_pool  ready   python
          \\u202eevil                     worker_pool  ready   python
          한국어                         worker_pool  ready   python
          1 column hidden; use -o wide
          """,
          listed(terminal, 60));
      assertEquals(
          """
          NAME                                                         KIND         STATUS  RUNTIME  CAPACITY
          comb-e\u0301-n\u0303                                                     worker_pool  ready   python   -
          emoji-😀-👨‍👩‍👧-🇩🇪                                               worker_pool  ready   python   -
          pool-水-漢字                                                 worker_pool  ready   python   -
          rtl-שלום                                                     worker_pool  ready   python   -
          xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  worker_pool  ready   python   -
          \\u202eevil                                                   worker_pool  ready   python   -
          한국어                                                       worker_pool  ready   python   -
          """,
          listed(terminal, 120));
    }
  }

  /** The screen below the command line. */
  private static String listed(Tmux terminal, int columns) throws Exception {
    terminal.resize(columns, 12);
    // tmux tells the terminal of its new size a moment later.
    terminal.type(
        "until [ \"$(stty size)\" = \"12 "
            + columns
            + "\" ]; do sleep 0.1; done; clear; "
            + Launcher.PROGRAM
            + " list --columns name,kind,status,runtime,capacity; echo en''d "
            + columns);
    String shown = terminal.until(it -> it.contains("end " + columns));
    return shown.substring(shown.indexOf("NAME"), shown.indexOf("end " + columns));
  }
}
