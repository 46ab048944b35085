package io.noetl.runtime.cli.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.config.Resolved;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which database direct mode opens, shown by dry runs. */
class DatabaseSettingsTest {

  @TempDir private Path home;

  private String target(CommandRun world, String... more) {
    CommandRun.Ended ended = dryRun(world, more);
    assertEquals("", ended.err());
    return target(ended);
  }

  private static CommandRun.Ended dryRun(CommandRun world, String... more) {
    String[] arguments = new String[more.length + 5];
    System.arraycopy(new String[] {"heartbeat", "a", "--dry-run", "-o", "csv"}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return world.run(arguments);
  }

  private static String target(CommandRun.Ended ended) {
    return ended.out().lines().skip(1).findFirst().orElseThrow().split(",", -1)[1];
  }

  private CommandRun onPostgres() {
    return CommandRun.direct(home).with("POSTGRES_HOST", "db");
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

  @Test
  void databaseOfTheNewerServerTakesPrecedenceWithANote() {
    CommandRun.Ended ended =
        dryRun(onPostgres().with("NOETL_POSTGRES_DB", "noetl").with("POSTGRES_DB", "demo_noetl"));
    assertEquals("postgresql://db/noetl", target(ended));
    assertEquals(
        "noetl-runtime: NOETL_POSTGRES_DB (noetl) is used, not POSTGRES_DB (demo_noetl)\n",
        ended.err());
  }

  @Test
  void noteIsNotWrittenWithQuietNorWhereAUrlNamesTheDatabaseNorForAServer() {
    CommandRun world = onPostgres().with("NOETL_POSTGRES_DB", "noetl").with("POSTGRES_DB", "demo");
    assertEquals("", dryRun(world, "-q").err());
    assertEquals("", dryRun(world, "--database", "sqlite:/x.db").err());
    assertEquals("", dryRun(world, "--server", "http://h:1").err());
  }

  @Test
  void variablesOfARustServerNameTheDatabase() {
    assertEquals(
        "postgresql://rust@db/noetl",
        target(
            onPostgres()
                .with("POSTGRES_DATABASE", "noetl")
                .with("POSTGRES_USER", "rust")
                .with("POSTGRES_PASSWORD", "s3cret")));
  }

  @Test
  void usersThatDisagreeAreOneClauseOfTheSameNoteAndTheirPasswordsNone() {
    CommandRun.Ended ended =
        dryRun(
            onPostgres()
                .with("NOETL_POSTGRES_DB", "noetl")
                .with("POSTGRES_DB", "demo")
                .with("NOETL_USER", "noetl")
                .with("NOETL_PASSWORD", "one")
                .with("POSTGRES_USER", "admin")
                .with("POSTGRES_PASSWORD", "two"));
    assertEquals("postgresql://noetl@db/noetl", target(ended));
    assertEquals(
        "noetl-runtime: NOETL_POSTGRES_DB (noetl) is used, not POSTGRES_DB (demo); NOETL_USER"
            + " (noetl) is used, not POSTGRES_USER (admin)\n",
        ended.err());
  }

  @Test
  void passwordsThatDisagreeAreNamedWithoutThem() {
    CommandRun world =
        onPostgres()
            .with("NOETL_USER", "noetl")
            .with("NOETL_PASSWORD", "one")
            .with("POSTGRES_PASSWORD", "two");
    assertEquals(
        "noetl-runtime: NOETL_PASSWORD is used, not POSTGRES_PASSWORD\n", dryRun(world).err());
    assertEquals(
        "noetl-runtime: NOETL_PASSWORD is used, not POSTGRES_PASSWORD; PGPASSWORD is used, not"
            + " NOETL_PASSWORD\n",
        dryRun(world.with("PGPASSWORD", "three")).err());
  }

  @Test
  void databaseUrlNamesTheDatabaseOfDirectModeAndAsksForNone() {
    CommandRun world = CommandRun.direct(home).with("DATABASE_URL", "postgres://u:s3cret@h:1/d");
    assertEquals("postgresql://u@h:1/d", target(world));
    assertEquals(
        "http://localhost:8083/api/worker/pool/heartbeat",
        target(new CommandRun(home).with("DATABASE_URL", "postgres://u:s3cret@h:1/d")));
  }

  @Test
  void databaseUrlOfAnotherMakeIsAnotherPrograms() {
    assertEquals(
        "sqlite:" + home.resolve(".local/share/noetl/runtime.db"),
        target(CommandRun.direct(home).with("DATABASE_URL", "mysql://u@h/d")));
  }

  @Test
  void databaseUrlThatSaysOtherwiseThanNoetlsHostIsNamedWithoutItsPassword() {
    CommandRun world = onPostgres().with("POSTGRES_DB", "noetl").with("NOETL_USER", "n");
    assertEquals(
        "noetl-runtime: POSTGRES_HOST (postgresql://n@db/noetl) is used, not DATABASE_URL"
            + " (postgres://u:****@h/d)\n",
        dryRun(world.with("DATABASE_URL", "postgres://u:s3cret@h/d")).err());
    assertEquals(
        "",
        dryRun(world.with("DATABASE_URL", "postgres://n:p@DB:5432/noetl?sslmode=prefer")).err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://n:p@db/noetl?application_name=a@b",
        "postgres://db/noetl?application_name=a@b",
        "postgres://n:p@ss@db:5432/noetl?sslmode=prefer&application_name=a@b@c",
        "postgres://n:p?w@db/noetl",
      })
  void databaseUrlWithAtSignsElsewhereThanAtTheEndOfTheLoginAgreesWithNoetlsHost(String url) {
    CommandRun world = onPostgres().with("POSTGRES_DB", "noetl").with("NOETL_USER", "n");
    assertEquals("", dryRun(world.with("DATABASE_URL", url)).err());
  }

  @Test
  void databaseUrlThatCannotBeReadIsNamedAndItsPasswordIsNot() {
    assertEquals(
        new CommandRun.Ended(
            2,
            "",
            "noetl-runtime: DATABASE_URL: URL has an unknown parameter pgbouncer; correct or unset"
                + " DATABASE_URL\n"),
        CommandRun.direct(home)
            .with("DATABASE_URL", "postgres://u:s3cret@h/d?pgbouncer=true")
            .run("list"));
  }

  @Test
  void doctorWarnsOfVariablesThatDisagreeWhereItLooksAtTheDatabase() {
    CommandRun world =
        onPostgres()
            .with("POSTGRES_HOST", "127.0.0.1")
            .with("POSTGRES_PORT", "1")
            .with("NOETL_POSTGRES_DB", "noetl")
            .with("POSTGRES_DB", "demo");
    String note = "NOETL_POSTGRES_DB (noetl) is used, not POSTGRES_DB (demo)";
    assertEquals(
        "environment,warning,\"" + note + "\"",
        world
            .run("doctor", "-o", "csv")
            .out()
            .lines()
            .filter(line -> line.startsWith("environment,"))
            .findFirst()
            .orElseThrow()
            .replaceFirst(",[0-9]+,", ","));
  }

  @ParameterizedTest
  @CsvSource({
    // what is set: NOETL_USER, NOETL_PASSWORD, POSTGRES_USER, POSTGRES_PASSWORD; the password used
    "n, np, p, pp, np",
    "n, np,  ,   , np",
    " ,   , p, pp, pp",
    " , np, p, pp, pp",
    " , np, p,   , np",
    "n,   , p, pp,   ",
    "n,   , n, pp, pp",
    "n,   ,  , pp, pp",
    " , np,  , pp, np",
    " ,   ,  ,   ,   ",
  })
  void passwordIsThatOfTheUser(
      @Nullable String user,
      @Nullable String password,
      @Nullable String other,
      @Nullable String othersPassword,
      @Nullable String used) {
    Map<String, String> variables = new HashMap<>(Map.of("POSTGRES_HOST", "db"));
    put(variables, "NOETL_USER", user);
    put(variables, "NOETL_PASSWORD", password);
    put(variables, "POSTGRES_USER", other);
    put(variables, "POSTGRES_PASSWORD", othersPassword);
    NoetlDatabase database = NoetlDatabase.of(new Settings(variables, home, Map.of()));
    Resolved found = database == null ? null : database.password();
    assertEquals(used, found == null ? null : found.value());
  }

  private static void put(Map<String, String> variables, String name, @Nullable String value) {
    if (value != null) {
      variables.put(name, value);
    }
  }

  @Test
  @IntegrationTest
  void rowsAreWrittenToTheDatabaseThatTheVariablesName() throws Exception {
    PostgresDatabase database = PostgresServer.shared(18).createDatabase().withTable();
    PostgresDatabase other = PostgresServer.shared(18).createDatabase().withTable();
    CommandRun world =
        CommandRun.direct(home)
            .with("POSTGRES_HOST", "localhost")
            .with("POSTGRES_PORT", Integer.toString(database.server().port()))
            .with("POSTGRES_USER", "postgres")
            .with("NOETL_POSTGRES_DB", database.name())
            .with("POSTGRES_DB", other.name())
            .with("NOETL_NODE_ID", "77");
    assertEquals(0, world.run("register", "p").status());
    assertEquals(
        List.of("77"),
        database.rows("SELECT (runtime_id >> 12) & 1023 FROM noetl.runtime WHERE name = 'p'"));
    assertEquals(List.of("0"), other.rows("SELECT count(*) FROM noetl.runtime"));
    assertEquals(
        0, CommandRun.direct(home).with("DATABASE_URL", other.url()).run("register", "q").status());
    assertEquals(List.of("q"), other.rows("SELECT name FROM noetl.runtime"));
  }

  @Test
  void folderOfAUnixSocketIsNoHost() {
    CommandRun.Ended ended =
        CommandRun.direct(home).with("POSTGRES_HOST", "/var/run/postgresql").run("list");
    assertEquals(
        "noetl-runtime: POSTGRES_HOST: URL parameter host: Unix sockets are not supported; name a"
            + " host such as localhost; correct or unset POSTGRES_HOST\n",
        ended.err());
    assertEquals(2, ended.status());
  }
}
