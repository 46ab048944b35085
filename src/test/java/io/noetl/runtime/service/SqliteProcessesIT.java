package io.noetl.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.ChildJvm;
import io.noetl.runtime.IntegrationTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many concurrent processes on a new file. */
@IntegrationTest
class SqliteProcessesIT {

  private static final int PROCESSES = 50;

  @TempDir Path folder;

  @Test
  void fiftyProcessesOnANewFileLoseNothing() throws Exception {
    TestDatabase database = new TestDatabase(folder.resolve("data/runtime.db"));
    List<Child> children = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        children.add(start(database, name(i)));
      }
      for (Child child : children) {
        assertEquals("up", child.output.readLine());
      }
      for (Child child : children) {
        child.process.getOutputStream().close();
      }
      for (Child child : children) {
        assertEquals(List.of(), child.output.lines().toList(), "what a process said");
        assertEquals(0, child.process.waitFor());
      }
    } finally {
      children.forEach(child -> child.process.destroyForcibly());
    }

    assertEquals(
        IntStream.range(0, PROCESSES).mapToObj(SqliteProcessesIT::name).toList(),
        database.rows("SELECT name FROM runtime ORDER BY name"));
    assertEquals(
        List.of(PROCESSES + "|ready"),
        database.rows("SELECT count(DISTINCT runtime_id), max(status) FROM runtime"));
    assertEquals(List.of("ok"), database.rows("PRAGMA integrity_check"));
    assertEquals(List.of("wal"), database.rows("PRAGMA journal_mode"));
  }

  private Child start(TestDatabase database, String name) throws IOException {
    Process process =
        ChildJvm.of(
                List.of(
                    "-Xmx64m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.sqlite.tmpdir=" + folder),
                RegisterAndBeat.class,
                "sqlite:" + database.file(),
                "sqlite:" + folder.resolve(name + ".db"),
                name)
            .start();
    return new Child(process, process.inputReader());
  }

  private static String name(int number) {
    return "p%02d".formatted(number);
  }

  /** A started process and what it says, errors included. */
  private record Child(Process process, BufferedReader output) {}
}
