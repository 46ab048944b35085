package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which database direct mode opens; a dry run names it and connects to nothing. */
class DatabaseSettingsTest {

  @TempDir private Path home;

  private String target(CommandRun world, String... more) {
    String[] arguments = new String[more.length + 5];
    System.arraycopy(new String[] {"heartbeat", "a", "--dry-run", "-o", "csv"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    CommandRun.Ended ended = world.run(arguments);
    assertEquals("", ended.err());
    return ended.out().lines().skip(1).findFirst().orElseThrow().split(",", -1)[1];
  }

  @Test
  void embeddedFileIsTheDefaultAndFollowsTheDataDirectory() {
    assertEquals(
        "sqlite:" + home.resolve(".local/share/noetl/runtime.db"), target(CommandRun.direct(home)));
    assertEquals(
        "sqlite:" + home.resolve("data/noetl/runtime.db"),
        target(CommandRun.direct(home).with("XDG_DATA_HOME", home.resolve("data").toString())));
    assertEquals(
        "sqlite:" + home.resolve(".local/share/noetl/runtime.db"),
        target(CommandRun.direct(home).with("XDG_DATA_HOME", "relative")));
  }

  @Test
  void variablesOfNoetlNameItsPostgres() {
    CommandRun world =
        CommandRun.direct(home)
            .with("POSTGRES_HOST", "db")
            .with("POSTGRES_PORT", "5433")
            .with("POSTGRES_DB", "noetl")
            .with("NOETL_USER", "no@etl");
    assertEquals("postgresql://no@etl@db:5433/noetl", target(world));
    assertEquals(
        "sqlite:/x.db", target(world, "--database", "sqlite:/x.db"), "a flag outranks them");
  }

  @Test
  void portThatKubernetesWritesForAServiceIsNotRead() {
    assertEquals(
        "postgresql://db/noetl",
        target(
            CommandRun.direct(home)
                .with("POSTGRES_HOST", "db")
                .with("POSTGRES_PORT", "tcp://10.0.0.1:5432")
                .with("POSTGRES_DB", "noetl")));
  }

  @Test
  void flagOfAServerOutranksAnEnvironmentThatAsksForDirectMode() {
    assertEquals(
        "http://h:1/api/worker/pool/heartbeat",
        target(CommandRun.direct(home), "--server", "http://h:1"));
  }

  @Test
  void wrongValueOfALibpqVariableIsRefused() {
    CommandRun.Ended ended =
        CommandRun.direct(home)
            .with("PGSSLMODE", "sometimes")
            .run("list", "--database", "postgresql://u@127.0.0.1:1/d");
    assertEquals(2, ended.status());
  }
}
