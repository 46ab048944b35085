package io.noetl.runtime.cli.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.cli.CommandRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protected registries stay protected however they are selected. */
class RegistryProtectionTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return new CommandRun(home);
  }

  @BeforeEach
  void makeContexts() throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/noetl"));
    Files.writeString(
        folder.resolve("runtime.yaml"),
        """
        contexts:
          prod: {server: 'https://noetl.example.org:8083/api', protected: true}
          web: {server: 'https://web.example.org', protected: true}
          here: {server: 'localhost:8099', protected: true}
          file: {database: 'sqlite:../../prod.db', protected: true}
          pg: {database: 'postgresql://ops@db-1,db-2:5433/noetl', protected: true}
          own: {direct: true, protected: true}
          odd: {server: 'ftp://x', protected: true}
          lab: {server: 'http://lab:8083'}
          below: {server: 'https://gate.example.org/noetl', protected: true}
        """);
  }

  private static Ended protectedBy(String registry, String context) {
    return new Ended(
        2,
        "",
        "noetl-runtime: "
            + registry
            + " is protected (context "
            + context
            + "), and stdin is not a terminal; add --yes, or preview with --dry-run\n");
  }

  @ParameterizedTest
  @CsvSource({
    "prod, https://noetl.example.org:8083",
    "prod, https://noetl.example.org:8083/",
    "prod, https://NOETL.Example.org:8083/api/",
    "prod, https://noetl.example.org.:8083",
    "prod, noetl.example.org:8083",
    "web, https://web.example.org:443",
    "here, http://127.0.0.1:8099",
    "here, 127.1.2.3:8099",
    "here, http://[::1]:8099/api",
    "here, http://LOCALHOST:8099",
    "here, 0.0.0.0:8099",
    "here, localhost:8099/.",
    "here, localhost:8099//",
    "here, localhost:8099/other/../api",
    "below, https://gate.example.org//noetl/",
    "below, https://gate.example.org/./noetl/api",
    "below, https://gate.example.org/other/../noetl",
    "below, https://gate.example.org/noetl/api/.",
    "below, https://gate.example.org/%6Eoetl",
    "file, sqlite:${home}/prod.db",
    "file, sqlite:~/prod.db",
    "file, sqlite:///${home}/sub/../prod.db",
    "file, sqlite:${home}/link.db",
    "file, sqlite:${home}/hard.db",
    "own, sqlite:${home}/.local/share/noetl/runtime.db",
    "pg, postgresql://other@db-1/noetl",
    "pg, postgres://DB-2:5433/noetl?sslmode=require",
    "pg, 'postgresql://u@elsewhere:1,db-1:5432/noetl?schema=noetl'",
  })
  void otherNameOfAProtectedRegistryIsProtectedToo(String context, String url) throws IOException {
    Files.createFile(home.resolve("prod.db"));
    Files.createDirectory(home.resolve("sub"));
    Files.createSymbolicLink(home.resolve("link.db"), Path.of("prod.db"));
    Files.createLink(home.resolve("hard.db"), home.resolve("prod.db"));
    String named = url.replace("${home}", home.toString());
    boolean isServer = !named.contains("sql") && !named.startsWith("postgres");
    Ended wanted = protectedBy(named, context);

    assertEquals(wanted, cli().run("deregister", "a", isServer ? "--server" : "--database", named));
    assertEquals(
        wanted,
        cli()
            .with(isServer ? "NOETL_SERVER_URL" : "NOETL_RUNTIME_DATABASE", named)
            .run("deregister", "a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--server http://noetl.example.org:8084",
        "--server https://noetl.example.org:8083/other",
        "--server http://web.example.org",
        "--server http://lab:8083",
        "--context lab",
        "--database postgresql://ops@127.0.0.1:1/noetl",
        "--database sqlite:${home}/other.db",
      })
  void otherRegistryIsNotProtected(String registry) {
    String[] words = registry.replace("${home}", home.toString()).split(" ");
    Ended ended =
        cli().run("deregister", "a", "--retries", "0", "--timeout", "1s", words[0], words[1]);

    assertTrue(ended.status() > 2, ended.toString());
  }

  @Test
  void contextThatIsOverriddenDoesNotProtectWhatOverridesIt() {
    cli().run("context", "use", "prod");
    assertEquals(
        7,
        cli().run("deregister", "a", "--server", "http://127.0.0.1:1", "--retries", "0").status());
  }

  @Test
  void protectedContextThatNamesNoRegistryProtectsTheOneInUse() throws IOException {
    Files.writeString(
        home.resolve(".config/noetl/runtime.yaml"),
        "contexts: {careful: {timeout: 9s, protected: true}}\n");
    assertEquals(
        protectedBy("http://x", "careful"),
        cli().run("deregister", "a", "--context", "careful", "--server", "http://x"));
  }

  @Test
  void contextSaysWhatOverridesIt() {
    cli().run("context", "use", "prod");
    CommandRun world = cli().with("NOETL_SERVER_URL", "http://elsewhere");
    Ended listed = world.run("context", "-o", "csv");
    String file = home.resolve(".config/noetl/runtime.yaml").toString();
    assertEquals(
        """
        name,in_use,protected,registry,file
        prod,overridden,yes,https://noetl.example.org:8083/api,FILE
        web,,yes,https://web.example.org,FILE
        here,,yes,localhost:8099,FILE
        file,,yes,sqlite:../../prod.db,FILE
        pg,,yes,"postgresql://ops@db-1,db-2:5433/noetl",FILE
        own,,yes,direct,FILE
        odd,,yes,ftp://x,FILE
        lab,,,http://lab:8083,FILE
        below,,yes,https://gate.example.org/noetl,FILE
        """,
        listed.out().replace(file, "FILE"));
    assertEquals(
        "noetl-runtime: environment NOETL_SERVER_URL overrides context prod\n", listed.err());
    assertEquals(
        "context prod, in use but overridden by environment NOETL_SERVER_URL, "
            + file
            + "\n  server: https://noetl.example.org:8083/api\n  protected: true\n",
        world.run("context", "show").out());
    assertEquals(
        "{\"name\":\"prod\",\"in_use\":true,\"overridden_by\":\"environment"
            + " NOETL_SERVER_URL\",\"protected\":true,\"settings\":{\"server\":"
            + "\"https://noetl.example.org:8083/api\"},\"file\":\""
            + file
            + "\"}\n",
        world.run("context", "show", "-o", "jsonl").out());
    assertEquals(
        listed.out().replace("overridden", "yes"), cli().run("context", "-o", "csv").out());
  }

  @Test
  void deletionOfAProtectedContextIsAskedFor() {
    String question =
        "Delete the protected context prod of https://noetl.example.org:8083/api? [y/N] ";
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: context prod is protected, and stdin is not a terminal; add --yes\n"),
        cli().run("context", "delete", "prod"));
    assertEquals(
        new Ended(1, "", question + "noetl-runtime: nothing was changed\n"),
        cli().answering("no\n").run("context", "delete", "prod"));
    assertEquals(
        "prod\nweb\nhere\nfile\npg\nown\nodd\nlab\nbelow\n",
        cli().run("context", "-o", "name").out());
    assertEquals(0, cli().answering("y\n").run("context", "delete", "prod").status());
    assertEquals(0, cli().run("context", "delete", "web", "--yes").status());
    assertEquals(0, cli().run("context", "delete", "lab").status(), "it is not protected");
    assertEquals("here\nfile\npg\nown\nodd\nbelow\n", cli().run("context", "-o", "name").out());
  }

  @Test
  void protectedContextNamesAnotherRegistryOnlyAfterAQuestion() {
    String[] set = {"context", "set", "web", "--server", "http://other", "-o", "name"};
    String question =
        "Change the protected context web, which is now https://web.example.org? [y/N] ";
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: context web is protected, and stdin is not a terminal; add --yes\n"),
        cli().run(set));
    assertEquals(
        new Ended(1, "", question + "noetl-runtime: nothing was changed\n"),
        cli().answering("n\n").run(set));
    assertEquals(
        0, cli().run("context", "set", "web", "--server", "https://web.example.org").status());
    assertEquals(0, cli().run("context", "set", "web", "--timeout", "9s").status());
    assertEquals(new Ended(0, "web\n", question), cli().answering("y\n").run(set));
    assertEquals(0, cli().run("context", "set", "web", "--protected=false").status());
    assertEquals(0, cli().run("context", "set", "web", "--server", "http://third").status());
  }

  @Test
  void pruneNamesAProtectedRegistryInItsQuestion() {
    String file = "sqlite:" + home.resolve("prod.db");
    cli().run("register", "a", "--database", file, "--yes");
    cli().run("deregister", "a", "--database", file, "--yes");
    Ended asked = cli().answering("n\n").run("prune", "--older-than", "1ms", "--database", file);
    assertEquals(
        "worker_pool a, last heartbeat 0s ago\nDelete 1 on "
            + file
            + " (protected context file)? [y/N] noetl-runtime: nothing was deleted\n",
        asked.err().replaceFirst("\\ds ago", "0s ago"));
  }
}
