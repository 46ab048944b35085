package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands create a missing SQLite file, and the error of the others. */
class MissingDatabaseTest {

  @TempDir private Path home;
  private Path file;
  private Path pools;

  @BeforeEach
  void nameFiles() throws IOException {
    file = home.resolve("typo/x.db");
    pools = Files.writeString(home.resolve("a.yaml"), "name: a\nruntime: python\n");
  }

  private Ended run(String line) {
    List<String> arguments = new ArrayList<>(List.of(line.split(" ")));
    arguments.replaceAll(word -> word.equals("FILE") ? pools.toString() : word);
    arguments.addAll(List.of("--database", "sqlite:" + file));
    return new CommandRun(home).run(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "list -o jsonl",
        "list --count",
        "list --watch=1s",
        "watch",
        "get a",
        "check a --detailed-exitcode",
        "export",
        "set a --capacity 1",
        "heartbeat a",
        "heartbeat a --every 1s --max-failures 1",
        "deregister a",
        "deregister a --ignore-not-found",
        "drain a",
        "resume a",
        "sweep",
        "prune --older-than 1d --yes"
      })
  void commandThatDoesNotFillItSaysThatThereIsNone(String line) {
    Ended ended = run(line);

    String problem = "there is no database " + file;
    String hint = "check the path, or create it with: noetl-runtime init --database sqlite:" + file;
    String sentence = "noetl-runtime: " + problem + "; " + hint + "\n";
    assertEquals(
        line.contains("jsonl")
            ? "{\"error\":{\"code\":\"unreachable\",\"exit\":7,\"message\":\""
                + problem
                + "\",\"hint\":\""
                + hint
                + "\",\"http_status\":null,\"retry_after_s\":null}}\n"
            : line.contains("--every")
                ? "TIME noetl-runtime: worker_pool a: started: a heartbeat every 1s to sqlite:"
                    + file
                    + "\nTIME noetl-runtime: worker_pool a: lost: "
                    + problem
                    + "\nTIME noetl-runtime: worker_pool a: gave up after 1 failure: "
                    + problem
                    + "; "
                    + hint
                    + "\n"
                : sentence,
        line.contains("--every") ? ended.err().replaceAll("(?m)^\\S+Z ", "TIME ") : ended.err());
    assertEquals(line.contains("--every") ? 8 : 7, ended.status());
    assertEquals("", ended.out());
    assertFalse(Files.exists(file.getParent()));
  }

  @Test
  void errorSaysHowToMakeIt() {
    assertEquals(
        new Ended(
            7,
            "",
            "noetl-runtime: there is no database "
                + file
                + "; check the path, or create it with: noetl-runtime init --database sqlite:"
                + file
                + "\n"),
        run("list"));
  }

  @Test
  void doctorSaysItToo() {
    Ended ended = run("doctor");
    assertEquals(7, ended.status());
    assertTrue(ended.out().contains("there is no database " + file), ended.out());
    assertFalse(Files.exists(file.getParent()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register a --runtime python",
        "register -f FILE",
        "register a --runtime python --exclusive",
        "apply -f FILE",
        "heartbeat a --recreate --runtime python",
        "heartbeat --registration FILE",
      })
  void commandThatFillsItMakesIt(String line) throws IOException {
    Files.createDirectory(file.getParent());
    Ended ended = run(line);

    assertEquals(0, ended.status(), ended.err());
    assertEquals("a\n", run("list -o name").out());
  }

  @Test
  void initMakesItAndAnEmptyOneIsListed() throws IOException {
    Files.createDirectory(file.getParent());
    assertEquals(0, run("init").status());
    assertEquals(new Ended(0, "", ""), run("list -o name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register a --runtime python --dry-run",
        "apply -f FILE --dry-run",
        "apply -f FILE --diff --dry-run",
        "heartbeat a --recreate --runtime python --dry-run",
        "init --dry-run",
      })
  void dryRunMakesNothing(String line) throws IOException {
    Files.createDirectory(file.getParent());
    Ended ended = run(line);

    assertEquals(0, ended.status(), ended.err());
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register a --runtime python",
        "register a --runtime python --dry-run",
        "apply -f FILE",
        "apply -f FILE --dry-run",
        "heartbeat a --recreate --runtime python",
        "init",
        "serve --listen 127.0.0.1:0",
      })
  void folderOfAPathThatIsGivenHasToExist(String line) {
    assertEquals(
        new Ended(
            7,
            "",
            "noetl-runtime: cannot create the database "
                + file
                + ": the directory "
                + file.getParent()
                + " does not exist; create the directory, or correct the path\n"),
        run(line));
    assertFalse(Files.exists(file.getParent()));
  }

  @Test
  void defaultFileGetsItsFolders() {
    assertEquals(0, CommandRun.direct(home).run("register", "a").status());
    assertTrue(Files.exists(home.resolve(".local/share/noetl/runtime.db")));
  }

  @Test
  void dryRunOfApplyReadsItAsEmpty() throws IOException {
    Files.createDirectory(file.getParent());
    assertEquals(
        new Ended(
            0,
            """
            NAME  KIND         RESULT               CHANGES
            a     worker_pool  would be registered  -
            """,
            "noetl-runtime: dry run, no changes made: 1 registered\n"),
        run("apply -f FILE --dry-run"));
  }

  @Test
  void emptyFileIsAnErrorWhenReadingAndIsFilledByARegistration() throws IOException {
    Files.createDirectory(file.getParent());
    Files.createFile(file);
    assertEquals(7, run("list").status());
    assertEquals(0, Files.size(file));
    assertEquals(0, run("register a --runtime python").status());
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
  }

  @ParameterizedTest
  @CsvSource({"no, 1, false", "yes, 0, true"})
  void applyMakesNoneBeforeItsQuestionIsAnswered(String answer, int status, boolean made)
      throws IOException {
    file = home.resolve("p.db");
    Path config = Files.createDirectories(home.resolve(".config/noetl")).resolve("runtime.yaml");
    Files.writeString(
        config, "contexts:\n  prod:\n    database: sqlite:" + file + "\n    protected: true\n");
    Ended ended =
        new CommandRun(home)
            .watched()
            .answering(answer + "\n")
            .run("apply", "-f", pools.toString(), "--context", "prod");
    assertEquals(status, ended.status(), ended.err());
    assertEquals(
        "Register a on sqlite:"
            + file
            + " (protected context prod)? [y/N] noetl-runtime: "
            + (made ? "1 registered\n" : "nothing was changed\n"),
        ended.err());
    assertEquals(made, Files.exists(file));
    if (made) {
      assertEquals(
          "a\n", new CommandRun(home).run("list", "--context", "prod", "-o", "name").out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x?y", "a b", "it's", "$HOME", "*", "a;b"})
  void commandThatMakesItNamesItsPath(String name) {
    file = home.resolve(name);
    String url = "sqlite:" + file;
    assertTrue(
        run("list")
            .err()
            .endsWith("noetl-runtime init --database '" + url.replace("'", "'\\''") + "'\n"),
        run("list").err());
  }

  @Test
  void emptyNameOfAFileIsCalledEmpty() {
    file = home.resolve("y.db");
    assertEmpty("--stamp is empty; name a file", "heartbeat", "a", "--every", "9s", "--stamp", "");
    assertEmpty("--log is empty; name a file", "watch", "--log", "");
    String input = "the name of the file is empty; name a file, or - for stdin";
    assertEmpty(input, "register", "-f", "");
    assertEmpty(input, "heartbeat", "--registration", "");
  }

  private void assertEmpty(String sentence, String... line) {
    List<String> arguments = new ArrayList<>(List.of(line));
    arguments.addAll(List.of("--database", "sqlite:" + file));
    assertEquals(
        new Ended(2, "", "noetl-runtime: " + sentence + "\n"),
        new CommandRun(home).run(arguments.toArray(String[]::new)));
  }
}
