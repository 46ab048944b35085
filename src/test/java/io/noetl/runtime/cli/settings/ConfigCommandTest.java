package io.noetl.runtime.cli.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command config. */
class ConfigCommandTest {

  @TempDir private Path home;

  /** Setting, value and origin. */
  private static String row(CommandRun.Ended ended, String setting) {
    assertEquals("", ended.err());
    return cells(ended, setting).limit(3).collect(Collectors.joining(" "));
  }

  private static Stream<String> cells(CommandRun.Ended ended, String setting) {
    return ended.out().lines().filter(line -> line.startsWith(setting + " ")).findFirst().stream()
        .flatMap(line -> Stream.of(line.split(" {2,}")));
  }

  @Test
  void eachSettingIsShownWithItsOriginAndSecretsAreNot() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "timeout: 9s\nserver: http://from-file\n");
    CommandRun.Ended ended =
        new CommandRun(home)
            .with("NOETL_SERVER_URL", "http://from-environment")
            .with("NOETL_API_TOKEN", "s3cret")
            .with("NOETL_RUNTIME_OUTPUT", "")
            .run("config", "--stale-after", "5s");
    assertEquals(2, ended.status(), "config takes the options of every command, not of one");
    ended =
        new CommandRun(home)
            .with("NOETL_SERVER_URL", "http://from-environment")
            .with("NOETL_API_TOKEN", "s3cret")
            .with("NOETL_RUNTIME_OUTPUT", "")
            .run("config", "--database", "sqlite:/x.db");
    assertEquals("SETTING VALUE ORIGIN", row(ended, "SETTING"));
    assertEquals(
        "server http://from-environment environment NOETL_SERVER_URL", row(ended, "server"));
    assertEquals("database sqlite:/x.db flag --database", row(ended, "database"));
    assertEquals("timeout 9s file " + file, row(ended, "timeout"));
    assertEquals("output table default", row(ended, "output"));
    assertEquals("NOETL_API_TOKEN **** environment NOETL_API_TOKEN", row(ended, "NOETL_API_TOKEN"));
  }

  @Test
  void flagAndVariableStandBesideEachSetting() {
    CommandRun.Ended ended = new CommandRun(home).run("config");
    assertEquals(
        List.of("SETTING", "VALUE", "ORIGIN", "FLAG", "VARIABLE"),
        cells(ended, "SETTING").toList());
    assertEquals(
        List.of("timeout", "5s", "default", "--timeout", "NOETL_RUNTIME_TIMEOUT"),
        cells(ended, "timeout").toList());
    assertEquals(
        List.of("retry-after", "3s", "default", "-", "NOETL_HEARTBEAT_RETRY_AFTER"),
        cells(ended, "retry-after").toList());
    JsonNode labels = item(new CommandRun(home).run("config", "-o", "json"), "capacity");
    assertEquals("--capacity", labels.get("flag").stringValue());
    assertEquals(
        "[\"NOETL_WORKER_CAPACITY\",\"WORKER_MAX_CONCURRENT\"]",
        labels.get("variables").toString());
  }

  private static JsonNode item(CommandRun.Ended ended, String setting) {
    return TestJson.read(ended.out())
        .get("items")
        .valueStream()
        .filter(item -> item.get("setting").stringValue().equals(setting))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void variableOfEachKeySetsIt() {
    CommandRun.Ended ended =
        new CommandRun(home)
            .with("NOETL_RUNTIME_TOKEN_FILE", "/t")
            .with("NOETL_RUNTIME_CACERT", "/ca.pem")
            .with("NOETL_RUNTIME_TLS_CERT", "/cert.pem")
            .with("NOETL_RUNTIME_MAX_IN_FLIGHT", "7")
            .with("NOETL_RUNTIME_HEADER", "X-A: 1\nAuthorization: Basic s3cret")
            .run("config");
    assertEquals("token-file /t environment NOETL_RUNTIME_TOKEN_FILE", row(ended, "token-file"));
    assertEquals("cacert /ca.pem environment NOETL_RUNTIME_CACERT", row(ended, "cacert"));
    assertEquals("tls-cert /cert.pem environment NOETL_RUNTIME_TLS_CERT", row(ended, "tls-cert"));
    assertEquals(
        "max-in-flight 7 environment NOETL_RUNTIME_MAX_IN_FLIGHT", row(ended, "max-in-flight"));
    assertFalse(ended.out().contains("s3cret"), ended.out());
  }

  @Test
  void fileThatCannotBeReadIsLeftOutOfTheTable() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "timeout: 9s\nserver: [x\n");
    CommandRun.Ended ended = new CommandRun(home).with("NOETL_RUNTIME_RETRIES", "7").run("config");
    assertEquals(11, ended.status());
    assertEquals("5s", cells(ended, "timeout").skip(1).findFirst().orElseThrow());
    assertEquals("7", cells(ended, "retries").skip(1).findFirst().orElseThrow());
    assertTrue(
        ended
            .err()
            .startsWith(
                "noetl-runtime: the table lacks settings of files, because one cannot be read\n"
                    + "noetl-runtime: "
                    + file
                    + " is not valid YAML: "),
        ended.err());
    assertTrue(ended.err().contains("(line 3, column 1)"), ended.err());
  }

  @Test
  void databaseOfDirectModeIsShownAsItWouldBeOpened() {
    assertEquals(
        "database sqlite:" + home.resolve(".local/share/noetl/runtime.db") + " default",
        row(new CommandRun(home).run("config"), "database"));
  }

  @Test
  void databaseOfNoetlsVariablesIsShownWithThemAsItsOrigin() {
    CommandRun world =
        new CommandRun(home)
            .with("POSTGRES_HOST", "db")
            .with("POSTGRES_PORT", "5433")
            .with("POSTGRES_DATABASE", "noetl")
            .with("POSTGRES_USER", "rust")
            .with("POSTGRES_PASSWORD", "s3cret");
    CommandRun.Ended ended = world.run("config");
    assertEquals(
        "database postgresql://rust@db:5433/noetl environment POSTGRES_HOST, POSTGRES_PORT,"
            + " POSTGRES_DATABASE, POSTGRES_USER",
        row(ended, "database"));
    assertEquals(
        "NOETL_POSTGRES_DB noetl environment POSTGRES_DATABASE", row(ended, "NOETL_POSTGRES_DB"));
    assertEquals(
        "POSTGRES_PASSWORD **** environment POSTGRES_PASSWORD", row(ended, "POSTGRES_PASSWORD"));
  }

  @Test
  void databaseOfDatabaseUrlIsShownWithoutItsPassword() {
    CommandRun.Ended ended =
        new CommandRun(home).with("DATABASE_URL", "postgres://u:s3cret@h/d").run("config");
    assertEquals("database postgres://u:****@h/d environment DATABASE_URL", row(ended, "database"));
    assertEquals(
        "DATABASE_URL postgres://u:****@h/d environment DATABASE_URL", row(ended, "DATABASE_URL"));
  }

  @Test
  void variablesThatDisagreeAreNamedBesideTheOneThatCounts() {
    CommandRun.Ended ended =
        new CommandRun(home)
            .with("POSTGRES_HOST", "db")
            .with("NOETL_POSTGRES_DB", "noetl")
            .with("POSTGRES_DB", "demo")
            .run("config", "-o", "csv");
    assertTrue(
        ended
            .out()
            .contains(
                "NOETL_POSTGRES_DB,noetl,\"environment NOETL_POSTGRES_DB, not POSTGRES_DB"
                    + " (demo)\""),
        ended.out());
    assertEquals(
        "noetl-runtime: NOETL_POSTGRES_DB (noetl) is used, not POSTGRES_DB (demo)\n", ended.err());
  }

  @Test
  void variablesOfARustWorkerAreTheOrigin() {
    CommandRun.Ended ended =
        new CommandRun(home)
            .with("WORKER_ID", "w-1")
            .with("WORKER_HEARTBEAT_INTERVAL", "20")
            .with("WORKER_MAX_CONCURRENT", "4")
            .run("config");
    assertEquals(
        "NOETL_WORKER_POOL_NAME w-1 environment WORKER_ID", row(ended, "NOETL_WORKER_POOL_NAME"));
    assertEquals("every 20 environment WORKER_HEARTBEAT_INTERVAL", row(ended, "every"));
    assertEquals("capacity 4 environment WORKER_MAX_CONCURRENT", row(ended, "capacity"));
  }

  @Test
  void tildeInTheConfigFileIsTheHomeAndARelativePathStartsAtTheFile() throws IOException {
    Path file = home.resolve(".config/noetl/runtime.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "database: sqlite:~/tilde.db\n");
    assertEquals(0, new CommandRun(home).run("register", "a").status());
    assertTrue(Files.exists(home.resolve("tilde.db")));
    Files.writeString(file, "database: sqlite:beside.db\n");
    assertEquals(0, new CommandRun(home).run("register", "a").status());
    assertTrue(Files.exists(file.resolveSibling("beside.db")));
  }

  @Test
  void contextOfTheExistingCliSuppliesTheServer() throws IOException {
    Path file = home.resolve(".noetl/config.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        current_context: dev
        contexts:
          dev: {server_url: "http://dev:8083", other: 1}
        """);
    assertEquals(
        "server http://dev:8083 context dev (" + file + ")",
        row(new CommandRun(home).run("config"), "server"));
  }

  @Test
  void wrongOutputFormatIsShownWithItsOrigin() {
    CommandRun.Ended ended =
        new CommandRun(home).with("NOETL_RUNTIME_OUTPUT", "tabel").run("config");
    assertEquals(
        List.of("tabel", "environment NOETL_RUNTIME_OUTPUT"),
        cells(ended, "output").skip(1).limit(2).toList());
    assertEquals(
        "noetl-runtime: NOETL_RUNTIME_OUTPUT: unknown output format 'tabel', use one of table,"
            + " wide, json, jsonl, yaml, csv, name; correct or unset NOETL_RUNTIME_OUTPUT\n",
        ended.err());
    assertEquals(2, ended.status());
    CommandRun.Ended color = new CommandRun(home).with("NOETL_RUNTIME_COLOR", "x").run("config");
    assertEquals(
        List.of("x", "environment NOETL_RUNTIME_COLOR"),
        cells(color, "color").skip(1).limit(2).toList());
    assertEquals("", new CommandRun(home).run("config", "-o", "tabel").out());
  }
}
