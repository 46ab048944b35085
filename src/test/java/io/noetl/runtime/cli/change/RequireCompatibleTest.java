package io.noetl.runtime.cli.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option --require-compatible of register and run. */
class RequireCompatibleTest {

  private static final String RULE = "worker_pool requires server_api within 1 minor, not newer";

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void fill() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        compatibility:
          - {component: worker_pool, requires: server_api, within: {minor: 1, not-newer: true}}
        """);
    api("2.3.1");
  }

  private Ended api(String version, String... more) {
    String[] words = {
      "register", "api", "--kind", "server_api", "--uri", "http://a", "--component-version", version
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return cli().run(all);
  }

  private String refusal(String who, String problem) {
    return "noetl-runtime: "
        + who
        + " do not fit together: "
        + problem
        + "; rule: "
        + RULE
        + " (rule 1, file "
        + home
        + "/.config/noetl/runtime.yaml); nothing was registered; see noetl-runtime versions"
        + " --check\n";
  }

  @Test
  void registrationThatBreaksARuleIsRefusedBeforeItIsWritten() {
    assertEquals(
        new Ended(
            6,
            "",
            refusal(
                "worker_pool/p (2.4.0) and server_api/api (2.3.1)",
                "1 minor newer, may not be newer")),
        cli().run("register", "p", "--component-version", "2.4.0", "--require-compatible"));
    assertEquals("", cli().run("list", "-o", "name").out());
    assertEquals(
        0,
        cli()
            .run("register", "p", "--component-version", "2.3.9", "--require-compatible")
            .status());
    assertEquals(
        0,
        cli().run("register", "q", "--component-version", "2.4.0").status(),
        "only if asked for");
    cli().run("deregister", "q");
  }

  @Test
  void dryRunSaysWhatWouldBeRefused() {
    String problem =
        refusal(
            "worker_pool/p (2.4.0) and server_api/api (2.3.1)", "1 minor newer, may not be newer");
    assertEquals(
        new Ended(6, "", problem),
        cli()
            .run(
                "register",
                "p",
                "--component-version",
                "2.4.0",
                "--require-compatible",
                "--dry-run"));
    assertEquals(
        new Ended(6, "", problem),
        cli()
            .input("[{\"name\":\"p\",\"version\":\"2.4.0\"}]")
            .run("register", "-f", "-", "--require-compatible", "--dry-run"));
    assertEquals(
        0,
        cli()
            .run(
                "register",
                "p",
                "--component-version",
                "2.3.0",
                "--require-compatible",
                "--dry-run")
            .status());
  }

  @Test
  void registrationThatOthersDoNotFitToIsRefused() {
    cli().run("register", "p1", "--component-version", "2.3.0");
    cli().run("register", "p2", "--component-version", "2.2.0");
    assertEquals(
        new Ended(
            6,
            "",
            refusal(
                "worker_pool/p2 (2.2.0) and server_api/api (2.4.0)", "2 minor older, at most 1")),
        api("2.4.0", "--require-compatible"));
    cli().run("deregister", "p2");
    assertEquals(0, api("2.4.0", "--require-compatible").status());
  }

  @Test
  void componentsOfAFileAreCheckedTogether() {
    String both =
        "[{\"name\":\"p\",\"version\":\"2.4.0\"},"
            + "{\"name\":\"api\",\"kind\":\"server_api\",\"uri\":\"http://a\",\"version\":\"%s\"}]";
    assertEquals(
        6,
        cli()
            .input(both.formatted("2.3.2"))
            .run("register", "-f", "-", "--require-compatible")
            .status());
    assertEquals("", cli().run("list", "-o", "name").out());
    assertEquals(
        0,
        cli()
            .input(both.formatted("2.4.0"))
            .run("register", "-f", "-", "--require-compatible")
            .status());
  }

  @Test
  void rangesOfDependenciesCount() {
    assertEquals(
        "noetl-runtime: worker_pool/p (2.3.0) and server_api/api (2.3.1) do not fit together:"
            + " version 2.3.1, wanted ^3; rule: depends on server_api/api@^3 (depends_on); nothing"
            + " was registered; see noetl-runtime versions --check\n",
        cli()
            .run(
                "register",
                "p",
                "--component-version",
                "2.3.0",
                "--depends-on",
                "server_api/api@^3",
                "--require-compatible")
            .err());
  }

  @Test
  void programIsNotStartedWhereVersionsDoNotFit() {
    Path started = home.resolve("started");
    Ended ended =
        cli()
            .run(
                "run",
                "p",
                "--component-version",
                "2.4.0",
                "--require-compatible",
                "--",
                "/usr/bin/touch",
                started.toString());
    assertEquals(125, ended.status());
    assertEquals(
        refusal(
            "worker_pool/p (2.4.0) and server_api/api (2.3.1)", "1 minor newer, may not be newer"),
        ended.err());
    assertEquals(false, Files.exists(started));
    assertEquals("", cli().run("list", "-o", "name").out());
  }
}
