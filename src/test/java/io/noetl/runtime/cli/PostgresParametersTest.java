package io.noetl.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.IntegrationTest;
import io.noetl.runtime.cli.CommandRun.Ended;
import io.noetl.runtime.contract.PostgresDatabase;
import io.noetl.runtime.contract.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters and variables of libpq, on a real server without TLS. */
@IntegrationTest
class PostgresParametersTest {

  private static final Ended LISTED = new Ended(0, "p\n", "");

  @TempDir private Path home;

  private PostgresDatabase database;
  private String port;
  private String role;

  @BeforeEach
  void makeDatabase() {
    database = PostgresServer.shared(18).createDatabase().withTable();
    port = Integer.toString(database.server().port());
    role = database.createRole("se:cret");
    database.execute(
        "GRANT USAGE ON SCHEMA noetl TO " + role,
        "GRANT SELECT ON noetl.runtime TO " + role,
        "INSERT INTO noetl.runtime (runtime_id, name, kind, status)"
            + " VALUES (1, 'p', 'worker_pool', 'ready')");
  }

  @Test
  void placeComesFromTheVariablesWhereTheUrlLeavesItOut() {
    CommandRun world =
        new CommandRun(home)
            .with("PGHOST", "127.0.0.1")
            .with("PGPORT", port)
            .with("PGUSER", "postgres")
            .with("PGDATABASE", database.name());

    assertEquals(LISTED, list(world, "postgresql://"));
    assertEquals(LISTED, list(world, "postgresql:///" + database.name()));
    assertEquals(LISTED, list(world, "postgresql://localhost"));
    assertEquals(LISTED, list(world.with("PGHOST", "127.0.0.1,localhost"), "postgresql://"));
    assertEquals(
        LISTED,
        list(
            world.with("PGHOST", "nowhere.invalid").with("PGHOSTADDR", "127.0.0.1"),
            "postgresql://"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql:///?host=localhost&port={port}&dbname={db}&user=postgres",
        "postgresql://postgres@nowhere.invalid:{port}/{db}?hostaddr=127.0.0.1",
        "postgresql://postgres@localhost:1/{db}?port={port}",
        "postgresql://postgres@localhost:{port}/{db}?channel_binding=prefer&gssencmode=disable",
        "postgresql://postgres@localhost:{port}/{db}?keepalives=1&keepalives_idle=5"
            + "&keepalives_interval=2&keepalives_count=3&tcp_user_timeout=0",
        "postgresql://postgres@localhost:{port}/{db}?options=-c%20search_path%3Da@b",
        "postgresql://postgres@localhost:{port}/{db}?application_name=me@here/there",
        "postgresql://postgres@localhost:{port}/{db}?require_auth=none",
      })
  void parametersOfTheUrlAreHonoured(String url) {
    assertEquals(LISTED, list(new CommandRun(home), filled(url)));
  }

  @ParameterizedTest
  @CsvSource({"sslmode,PGSSLMODE", "PGREQUIRESSL,PGREQUIRESSL"})
  void encryptionThatAVariableDemandsIsDemandedWhateverTheUrlHolds(String what, String variable) {
    CommandRun world =
        new CommandRun(home).with(variable, what.equals("sslmode") ? "require" : "1");
    for (String query :
        new String[] {"", "?application_name=me@here", "?options=-c%20x.y=a@b", "?user=postgres"}) {
      Ended ended = list(world, filled("postgresql://postgres@localhost:{port}/{db}") + query);

      assertEquals(7, ended.status(), query);
      assertEquals("", ended.out());
      assertEquals(
          "noetl-runtime: cannot reach "
              + filled("postgresql://postgres@localhost:{port}/{db}")
              + ": it does not support TLS, which sslmode=require demands; switch TLS on in the"
              + " server, or use sslmode=prefer\n",
          ended.err());
    }
  }

  @Test
  void loginOfTheUrlsParametersAndOfTheirPasswordFileIsUsed() throws IOException {
    String place = filled("postgresql://localhost:{port}/{db}?user=" + role);
    Path file = home.resolve("my passwords");
    Files.writeString(file, "localhost:" + port + ":*:" + role + ":se\\:cret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertEquals(LISTED, list(new CommandRun(home), place + "&passfile=" + file));
    assertEquals(
        LISTED,
        list(new CommandRun(home).with("NOETL_RUNTIME_DATABASE", place + "&password=se%3Acret")));
    assertEquals(
        LISTED,
        list(
            new CommandRun(home).with("PGPASSWORD", "se:cret"),
            place + "&require_auth=scram-sha-256"));
    assertEquals(4, list(new CommandRun(home), place).status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          require_auth=scram-sha-256 | it asks for a kind of login that require_auth excludes, or for GSSAPI, which is not supported
          channel_binding=require    | Channel binding is required, but server skipped authentication
          """)
  void loginThatIsWeakerThanDemandedIsRefused(String parameter, String reason) {
    String url = filled("postgresql://postgres@localhost:{port}/{db}");

    Ended ended = list(new CommandRun(home), url + "?" + parameter);

    assertEquals(
        new Ended(
            4,
            "",
            "noetl-runtime: "
                + url
                + " refused the login: "
                + reason
                + "; check the user in the URL, and PGPASSWORD or the password file\n"),
        ended);
  }

  @Test
  void variableIsNamedWhereItCannotBeHonoured() {
    String url = filled("postgresql://postgres@localhost:{port}/{db}");

    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: PGSSLCRL: lists of revoked certificates are not read; correct or unset"
                + " PGSSLCRL\n"),
        list(new CommandRun(home).with("PGSSLCRL", "/crl.pem"), url));
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: PGHOST: Unix sockets are not supported; name a host such as localhost;"
                + " correct or unset PGHOST\n"),
        list(new CommandRun(home).with("PGHOST", "/var/run/postgresql"), "postgresql:///db"));
    assertEquals(LISTED, list(new CommandRun(home).with("PGHOST", "/var/run/postgresql"), url));
  }

  @ParameterizedTest
  @CsvSource({
    "sslmodes, sslmode",
    "keepalive_idle, keepalives_idle",
    "chanel_binding, channel_binding",
    "shema, schema"
  })
  void unknownParameterNamesTheOneThatMayBeMeant(String written, String meant) {
    assertEquals(
        new Ended(
            2,
            "",
            "noetl-runtime: --database: URL has an unknown parameter "
                + written
                + "; did you mean "
                + meant
                + "?\n"),
        list(new CommandRun(home), "postgresql://localhost/db?" + written + "=x"));
  }

  private Ended list(CommandRun world, String url) {
    return world.run("list", "-o", "name", "--database", url);
  }

  private Ended list(CommandRun world) {
    return world.run("list", "-o", "name", "--direct");
  }

  private String filled(String url) {
    return url.replace("{port}", port).replace("{db}", database.name());
  }
}
