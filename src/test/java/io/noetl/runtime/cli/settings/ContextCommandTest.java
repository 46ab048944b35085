package io.noetl.runtime.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command context. */
class ContextCommandTest {

  @TempDir private Path home;
  private Path file;
  private Path database;

  private CommandRun cli() {
    return new CommandRun(home);
  }

  @BeforeEach
  void makeContexts() {
    file = home.resolve(".config/noetl/runtime.yaml");
    database = home.resolve("prod.db");
    cli().run("context", "set", "prod", "--database", "sqlite:" + database, "--protected");
    cli().run("context", "set", "lab", "--server", "http://u:pw@lab:8083", "--timeout", "1s");
  }

  private static Ended error(int status, String sentence) {
    return new Ended(status, "", "noetl-runtime: " + sentence + "\n");
  }

  @Test
  void listShowsOursAndThoseOfNoetlAndWhichIsInUse() throws IOException {
    Path theirs = home.resolve(".noetl/config.yaml");
    Files.createDirectories(theirs.getParent());
    Files.writeString(
        theirs, "{current_context: dev, contexts: {dev: {server_url: 'http://dev:8083'}}}");
    assertEquals(
        new Ended(
            0,
            """
            NAME  IN_USE  PROTECTED  REGISTRY
            dev   yes     -          http://dev:8083
            prod  -       yes        sqlite:%s
            lab   -       -          http://u:****@lab:8083
            """
                .formatted(database),
            ""),
        cli().run("context"));
    cli().run("context", "use", "prod");
    assertEquals(
        new Ended(
            0,
            """
            {"name":"dev","in_use":false,"protected":false,"settings":{"server":"http://dev:8083"},\
            "file":"%s"}
            {"name":"prod","in_use":true,"protected":true,"settings":{"database":"sqlite:%s"},\
            "file":"%s"}
            {"name":"lab","in_use":false,"protected":false,"settings":{"server":\
            "http://u:****@lab:8083","timeout":"1s"},"file":"%s"}
            """
                .formatted(theirs, database, file, file),
            ""),
        cli().run("context", "list", "-o", "jsonl"));
    assertEquals(
        error(
            2,
            "context dev is NoETL's own, in " + theirs + "; remove it with NoETL's command line"),
        cli().run("context", "delete", "dev"));
  }

  @Test
  void useSetShowAndDeleteSayWhatHoldsNow() throws IOException {
    String prod = "context prod, in use, " + file + "\n  database: sqlite:" + database + "\n";
    assertEquals(
        new Ended(0, prod + "  protected: true\n", ""), cli().run("context", "use", "prod"));
    assertEquals(new Ended(0, prod, ""), cli().run("context", "set", "prod", "--protected=false"));
    assertEquals(new Ended(0, prod, ""), cli().run("context", "show"));
    assertEquals(new Ended(0, "lab\n", ""), cli().run("context", "show", "lab", "-o", "name"));
    assertEquals(
        error(0, "context prod deleted from " + file), cli().run("context", "delete", "prod"));
    assertEquals(
        "contexts:\n  lab:\n    server: \"http://u:pw@lab:8083\"\n    timeout: 1s\n"
            .replace("\"", ""),
        Files.readString(file));
    assertEquals(
        error(2, "no context is in use; name one, or use: context use NAME"),
        cli().run("context", "show"));
  }

  @Test
  void otherRegistryTakesThePlaceOfTheFirst() throws IOException {
    String both = "context both, " + file + "\n  ";
    cli().run("context", "set", "both", "--database", "sqlite:" + database, "--timeout", "1s");
    assertEquals(
        new Ended(0, both + "server: http://lab:8083\n  timeout: 1s\n", ""),
        cli().run("context", "set", "both", "--server", "http://lab:8083"));
    assertEquals(
        new Ended(0, both + "direct: true\n  timeout: 1s\n", ""),
        cli().run("context", "set", "both", "--direct"));
    assertEquals(
        new Ended(0, both + "direct: true\n  database: sqlite:x\n  timeout: 1s\n", "")
            .out()
            .replace("sqlite:x", "sqlite:" + database),
        cli().run("context", "set", "both", "--database", "sqlite:" + database).out());
    assertEquals(
        new Ended(0, both + "server: http://lab:8083\n  timeout: 1s\n", ""),
        cli().run("context", "set", "both", "--server", "http://lab:8083"));
    assertEquals(
        """
          both:
            timeout: 1s
            server: http://lab:8083
        """,
        Files.readString(file).substring(Files.readString(file).indexOf("  both:")));
    String before = Files.readString(file);
    assertEquals(
        error(2, "--server and --database cannot be used together; name one registry"),
        cli().run("context", "set", "both", "--server", "http://a", "--database", "sqlite:x"));
    assertEquals(before, Files.readString(file));
  }

  @Test
  void commentsThatCannotBeKeptAreReported() throws IOException {
    Files.writeString(file, "{timeout: 1s} # short\n");
    assertEquals(
        new Ended(
            0,
            "context a, " + file + "\n  direct: true\n",
            "noetl-runtime: the comments in " + file + " are not all kept\n"),
        cli().run("context", "set", "a", "--direct"));
  }

  @Test
  void contextThatTheEnvironmentNamesIsDeletedAllTheSame() {
    assertEquals(
        error(0, "context lab deleted from " + file),
        cli().with("NOETL_RUNTIME_CONTEXT", "lab").run("context", "delete", "lab"));
  }

  @Test
  void contextThatSaysNotDirectMeansItsServer() throws IOException {
    Files.writeString(file, "contexts: {srv: {server: 'http://127.0.0.1:1', direct: false}}\n");
    assertEquals(
        7,
        cli()
            .with("NOETL_RUNTIME_DATABASE", "sqlite:" + database)
            .run("list", "--context", "srv", "--retries", "0")
            .status());
  }

  @Test
  void filesOfThisFolderStayFilesOfThisFolder() {
    Path here = Path.of("").toAbsolutePath();
    assertEquals(
        new Ended(
            0,
            "context a, "
                + file
                + "\n  database: sqlite:"
                + here.resolve("x.db")
                + "\n  token-file: "
                + here.resolve("tok")
                + "\n  cacert: ~/ca.pem\n",
            ""),
        cli()
            .run(
                "context set a --database sqlite:x.db --token-file ./tok --cacert ~/ca.pem"
                    .split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "context use       | no context is named; give its name",
        "context set a     | nothing to set; name a registry, such as --server URL",
        "context use lab --direct | only context set accepts connection options; remove them, or"
            + " use: context set NAME",
        "context list lab  | context list takes no name; use: context show lab",
        "context drop lab  | unknown context command drop; use list, use, set, show or delete",
        "context set lab --protected=perhaps | --protected is true or false; leave its value out"
            + " for true"
      })
  void wrongUseIsRefused(String line, String sentence) {
    assertEquals(error(2, sentence), cli().run(line.split(" ")));
  }

  @Test
  void unknownContextExitsEleven() {
    assertEquals(
        error(11, "unknown context \"x\"; available: prod, lab"), cli().run("context", "use", "x"));
    assertEquals(
        error(11, "unknown context \"x\" (flag --context); available: prod, lab"),
        cli().run("list", "--context", "x"));
  }

  @Test
  void changeInAProtectedContextIsAskedForOnATerminal() {
    String place = " on sqlite:" + database + " (protected context prod)? [y/N] ";
    Map<String[], String> changes = new LinkedHashMap<>();
    changes.put(new String[] {"register", "a"}, "Register worker_pool a");
    changes.put(
        new String[] {"register", "-f", file.resolveSibling("list.json").toString()},
        "Register 7 components: p1, p2, p3, p4, p5 and 2 more");
    changes.put(new String[] {"set", "a", "-k", "broker", "--capacity", "1"}, "Change broker a");
    changes.put(new String[] {"deregister", "a"}, "Deregister worker_pool a");
    changes.put(new String[] {"drain", "a"}, "Drain worker_pool a");
    changes.put(new String[] {"resume", "a"}, "Resume worker_pool a");
    changes.put(new String[] {"sweep"}, "Mark silent components offline");
    changes.put(new String[] {"init"}, "Create the table");
    changes.put(
        new String[] {"apply", "-f", file.resolveSibling("a.json").toString()}, "Register new");
    writePools();
    changes.forEach((change, action) -> {
      String[] line = in("prod", change);
      assertEquals(
          new Ended(1, "", action + place + "noetl-runtime: nothing was changed\n"),
          cli().answering("n\n").run(line));
      assertEquals(
          error(
              2,
              "sqlite:"
                  + database
                  + " is protected (context prod), and stdin is not a terminal; add --yes, or"
                  + " preview with --dry-run"),
          cli().run(line));
    });
    String question = "Register worker_pool a" + place;
    assertEquals(
        new Ended(1, "", question + "\nnoetl-runtime: nothing was changed\n"),
        cli().answering("").run(in("prod", "register", "a")),
        "the end of input");
    assertEquals(
        new Ended(0, "a\n", question),
        cli().answering("yes\n").run(in("prod", "register", "a", "-o", "name")));
    assertEquals(
        new Ended(
            0, "a\n", "noetl-runtime: on sqlite:" + database + " (context prod (" + file + "))\n"),
        cli().run(in("prod", "register", "a", "-o", "name", "--yes")));
  }

  private void writePools() {
    try {
      Files.writeString(file.resolveSibling("a.json"), "{\"name\": \"new\"}");
      StringJoiner pools = new StringJoiner(", ", "[", "]");
      for (int i = 1; i <= 7; i++) {
        pools.add("{\"name\": \"p" + i + "\"}");
      }
      Files.writeString(file.resolveSibling("list.json"), pools.toString());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private static String[] in(String context, String... line) {
    String[] all = java.util.Arrays.copyOf(line, line.length + 2);
    all[line.length] = "--context";
    all[line.length + 1] = context;
    return all;
  }

  @Test
  void whatChangesNothingOrIsSaidByTheComponentItselfIsNotAskedFor() {
    cli().run(in("prod", "register", "a", "--yes"));
    cli().run("context", "use", "prod");
    assertEquals(0, cli().run("heartbeat", "a").status());
    assertEquals(new Ended(0, "a\n", ""), cli().run("list", "-o", "name"));
    assertEquals(0, cli().run("register", "a", "--dry-run").status());
    assertEquals(
        new Ended(0, "a\n", "noetl-runtime: 1 unchanged\n"),
        cli().input("name: a").run("apply", "-f", "-", "-o", "name"));
    assertEquals(
        new Ended(0, "a\n", ""),
        cli().run("register", "a", "-o", "name", "--database", "sqlite:" + home.resolve("own.db")),
        "who names another registry has not that of the context");
  }

  @Test
  void targetOfAChangeIsNamedOnATerminal() {
    Path own = home.resolve("own.db");
    String on = "noetl-runtime: on sqlite:" + own + " (flag --database)\n";
    String[] to = {"--database", "sqlite:" + own};
    assertEquals(
        new Ended(0, "worker_pool a: registered (runtime_id ID)\n", on),
        cli().watched().run("register", "a", to[0], to[1]).maskedIds());
    assertEquals(
        new Ended(0, "worker_pool a: offline (runtime_id ID)\n", on),
        cli().watched().run("deregister", "a", to[0], to[1]).maskedIds());
    assertEquals(
        on,
        cli().watched().run("prune", "--older-than", "1d", "--yes", "-q", to[0], to[1]).err()
            + cli().watched().run("set", "a", "--capacity", "1", to[0], to[1]).err());
    assertEquals("", cli().watched().run("register", "a", "-o", "json", to[0], to[1]).err());
  }

  @Test
  void emptyListSaysHowToCreateOne() {
    assertEquals(
        "No contexts. Create one: noetl-runtime context set NAME --server URL\n",
        new CommandRun(home.resolve("other")).run("context").err());
    assertEquals("", new CommandRun(home.resolve("other")).run("context", "-o", "json").err());
    assertEquals("", new CommandRun(home.resolve("other")).run("context", "-q").err());
  }
}
