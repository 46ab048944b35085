package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands without a home directory, or with a relative HOME. */
class NoHomeTest {

  private static final Path NONE = Path.of("");
  private static final Path RELATIVE = Path.of("target", "of-nobody");

  private static final String NO_HOME =
      "noetl-runtime: HOME is not set, and this user has no home directory; ";
  private static final String RELATIVE_HOME =
      "noetl-runtime: HOME is not an absolute path: target/of-nobody; ";
  private static final String FOR_DATABASE =
      "set HOME or XDG_DATA_HOME to an absolute path, or name a database with --database\n";

  @TempDir private Path folder;

  @AfterEach
  void nothingIsMadeWhereTheCallerIs() {
    assertFalse(Files.exists(RELATIVE));
    assertFalse(Files.exists(Path.of("?")));
    assertFalse(Files.exists(Path.of(".local")));
    assertFalse(Files.exists(Path.of(".config")));
  }

  @Test
  void defaultDatabaseHasNoPlace() {
    for (String[] command :
        new String[][] {
          {"register", "a", "--runtime", "python"}, {"list"}, {"init"}, {"serve"}, {"sweep"}
        }) {
      assertEquals(new Ended(11, "", NO_HOME + FOR_DATABASE), CommandRun.direct(NONE).run(command));
      assertEquals(
          new Ended(11, "", RELATIVE_HOME + FOR_DATABASE),
          CommandRun.direct(RELATIVE).with("XDG_DATA_HOME", "data").run(command));
    }
  }

  @Test
  void databaseThatIsNamedNeedsNoHome() {
    String database = "sqlite:" + folder.resolve("a.db");
    for (Path home : new Path[] {NONE, RELATIVE}) {
      CommandRun world = new CommandRun(home);
      assertEquals(0, world.run("register", "a", "--database", database).status());
      assertEquals("a\n", world.run("list", "-o", "name", "--database", database).out());
      assertEquals(
          0, CommandRun.direct(home).with("XDG_DATA_HOME", folder.toString()).run("init").status());
      assertEquals(
          7,
          world.run("list", "--database", "postgresql://u@127.0.0.1:1/d").status(),
          "no .pgpass");
    }
  }

  @Test
  void serverThatIsNamedNeedsNoHome() {
    for (Path home : new Path[] {NONE, RELATIVE}) {
      Ended ended =
          new CommandRun(home)
              .run("heartbeat", "a", "--dry-run", "--server", "http://noetl:1", "-o", "name");
      assertEquals(0, ended.status(), ended.err());
      assertEquals(0, new CommandRun(home).run("heartbeat", "a", "--dry-run").status());
    }
  }

  @Test
  void contextsHaveNoPlace() throws IOException {
    String hint = "set HOME or XDG_CONFIG_HOME to an absolute path\n";
    String[] set = {"context", "set", "a", "--server", "http://a", "-q"};
    assertEquals(new Ended(11, "", NO_HOME + hint), new CommandRun(NONE).run(set));
    assertEquals(new Ended(11, "", RELATIVE_HOME + hint), new CommandRun(RELATIVE).run(set));
    assertEquals(0, new CommandRun(NONE).run("context").status());
    assertEquals(
        new Ended(0, "", ""),
        new CommandRun(NONE).with("XDG_CONFIG_HOME", folder.toString()).run(set));
    assertTrue(Files.exists(folder.resolve("noetl/runtime.yaml")));
  }

  @Test
  void tildeNeedsAHome() {
    assertEquals(
        new Ended(
            11, "", NO_HOME + "set HOME to an absolute path, or write sqlite:~/a.db in full\n"),
        new CommandRun(NONE).run("list", "--database", "sqlite:~/a.db"));
    assertEquals(
        new Ended(
            11, "", RELATIVE_HOME + "set HOME to an absolute path, or write ~/token in full\n"),
        new CommandRun(RELATIVE).run("list", "--token-file", "~/token"));
  }

  @Test
  void relativeHomeThatHoldsAConfigurationIsRefusedAndNotPassedOver() throws IOException {
    Path file = RELATIVE.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "server: http://a\n");
    try {
      assertEquals(
          new Ended(11, "", RELATIVE_HOME + "set HOME or XDG_CONFIG_HOME to an absolute path\n"),
          new CommandRun(RELATIVE).run("heartbeat", "a", "--dry-run"));
    } finally {
      for (Path made = file; made.startsWith(RELATIVE); made = made.getParent()) {
        Files.delete(made);
      }
    }
  }

  @Test
  void configAndDoctorSayThatThereIsNone() {
    Ended config = new CommandRun(NONE).run("config", "-o", "name");
    assertEquals(0, config.status());
    assertEquals(
        "noetl-runtime: there is no default database: HOME is not set, and this user has no home"
            + " directory; "
            + FOR_DATABASE,
        config.err());
    Ended doctor = CommandRun.direct(NONE).run("doctor");
    assertEquals(11, doctor.status());
    assertTrue(doctor.out().contains("HOME is not set"), doctor.out());
    assertTrue(doctor.out().endsWith("next: printenv HOME XDG_CONFIG_HOME XDG_DATA_HOME\n"));
  }
}
