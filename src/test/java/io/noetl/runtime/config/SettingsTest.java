package io.noetl.runtime.config;

import static io.noetl.runtime.config.ConfigHome.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the places that set a value wins, and which are looked at. */
class SettingsTest {

  private static final String CONTEXTS =
      """
      current_context: dev
      contexts:
        dev:
          server_url: http://context:8082
      """;

  @TempDir private Path temporary;
  private ConfigHome home;

  @BeforeEach
  void createHome() {
    home = new ConfigHome(temporary);
  }

  @Test
  void flagWinsOverEnvironmentFileAndContext() {
    home.withConfig("server: http://file:1").withContexts(CONTEXTS);

    Settings settings =
        home.settings(
            Map.of("NOETL_SERVER_URL", "http://variable:1"),
            Map.of(Setting.SERVER, "http://flag:1"));

    assertResolved("http://flag:1", "flag --server", settings.get(Setting.SERVER));
  }

  @Test
  void environmentWinsOverFileAndContext() {
    home.withConfig("server: http://file:1").withContexts(CONTEXTS);

    Settings settings = home.settings(Map.of("NOETL_SERVER_URL", "http://variable:1"));

    assertResolved(
        "http://variable:1", "environment NOETL_SERVER_URL", settings.get(Setting.SERVER));
  }

  @Test
  void fileWinsOverContext() {
    home.withConfig("server: http://file:1").withContexts(CONTEXTS);

    assertResolved(
        "http://file:1", "file " + home.configFile(), home.settings().get(Setting.SERVER));
  }

  @Test
  void contextWinsOverDefault() {
    home.withConfig("timeout: 9s").withContexts(CONTEXTS);

    assertResolved(
        "http://context:8082",
        "context dev (" + home.contextFile() + ")",
        home.settings().get(Setting.SERVER));
  }

  @Test
  void defaultHoldsWhereThereAreNoFiles() {
    assertResolved("http://localhost:8083", "default", home.settings().get(Setting.SERVER));
  }

  @Test
  void settingWithoutValueAndDefaultIsNull() {
    Settings settings = home.settings();

    assertResolved(null, "default", settings.get(Setting.DATABASE));
    assertNull(settings.text(Setting.DATABASE));
    assertNull(settings.path(Setting.TOKEN_FILE));
    assertEquals(List.of(), settings.list(Setting.LABELS));
  }

  @Test
  void readingAnUnsetValueIsABug() {
    Settings settings = home.settings();

    IllegalStateException bug =
        assertThrows(IllegalStateException.class, () -> settings.count(Setting.CAPACITY));

    assertEquals("capacity has no value and no default", bug.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n"})
  void emptyVariableCountsAsUnset(String empty) {
    Settings settings =
        home.settings(Map.of("NOETL_SERVER_URL", empty, "NOETL_WORKER_LABELS", empty + ","));

    assertResolved("http://localhost:8083", "default", settings.get(Setting.SERVER));
    assertResolved(null, "default", settings.get(Setting.LABELS));
  }

  @Test
  void firstOfSeveralVariablesCountsAndSaysWhichOthersDisagree() {
    Resolved database =
        home.settings(
                Map.of(
                    "POSTGRES_DATABASE", "rust",
                    "POSTGRES_DB", "demo",
                    "NOETL_POSTGRES_DB", "noetl"))
            .get(Setting.POSTGRES_DB);

    assertResolved("noetl", "environment NOETL_POSTGRES_DB", database);
    assertEquals(
        "environment NOETL_POSTGRES_DB, not POSTGRES_DB (demo) or POSTGRES_DATABASE (rust)",
        database.originText());
    assertEquals(
        "NOETL_POSTGRES_DB (noetl) is used, not POSTGRES_DB (demo) or POSTGRES_DATABASE (rust)",
        database.disagreement());
  }

  @Test
  void variablesThatAgreeAreNotWorthAWord() {
    Settings settings =
        home.settings(
            Map.of(
                "POSTGRES_DB", "noetl",
                "NOETL_POSTGRES_DB", "noetl",
                "NOETL_WORKER_HEARTBEAT_INTERVAL", "15",
                "WORKER_HEARTBEAT_INTERVAL", "15s"));

    assertNull(settings.get(Setting.POSTGRES_DB).disagreement());
    assertNull(settings.get(Setting.EVERY).disagreement());
    assertNull(home.settings(Map.of("POSTGRES_DB", "a")).get(Setting.POSTGRES_DB).disagreement());
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, NOETL_WORKER_POOL_NAME WORKER_ID WORKER_POOL_NAME",
    "CAPACITY, NOETL_WORKER_CAPACITY WORKER_MAX_CONCURRENT",
    "EVERY, NOETL_WORKER_HEARTBEAT_INTERVAL WORKER_HEARTBEAT_INTERVAL",
    "POSTGRES_DB, NOETL_POSTGRES_DB POSTGRES_DB POSTGRES_DATABASE",
    "NODE, NOETL_SNOWFLAKE_NODE_ID NOETL_NODE_ID NOETL_SHARD_ID",
  })
  void eachVariableCountsWhereThoseBeforeItAreUnset(Setting setting, String variables) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : List.of(variables.split(" ")).reversed()) {
      environment.put(variable, "7");
      assertResolved("7", "environment " + variable, home.settings(environment).get(setting));
    }
  }

  @Test
  void nodeIsANumberOfTenBitsAndANodesNameIsNone() {
    assertNull(home.settings(Map.of("NOETL_NODE_ID", "noetl-control-plane")).node(Setting.NODE));
    assertEquals(
        2,
        home.settings(Map.of("NOETL_NODE_ID", "noetl-control-plane", "NOETL_SHARD_ID", "2"))
            .node(Setting.NODE));
    assertEquals(1, home.settings(Map.of("NOETL_SNOWFLAKE_NODE_ID", "1025")).node(Setting.NODE));
  }

  @Test
  void blanksAroundAVariableAreDroppedButASecretStaysAsItIs() {
    Settings settings =
        home.settings(Map.of("NOETL_SERVER_URL", " http://h:1\n", "NOETL_PASSWORD", " p "));

    assertEquals("http://h:1", settings.text(Setting.SERVER));
    assertEquals(" p ", settings.text(Setting.NOETL_PASSWORD));
  }

  @Test
  void emptyFlagIsRefused() {
    assertRefused(
        ConfigException.InvalidSetting.class,
        "--token-file is empty",
        "give it a value or remove it",
        () -> home.settings(Map.of(), Map.of(Setting.TOKEN_FILE, "")));
  }

  @Test
  void flagOfASettingWithoutOneIsABug() {
    IllegalArgumentException bug =
        assertThrows(
            IllegalArgumentException.class,
            () -> home.settings(Map.of(), Map.of(Setting.TOKEN, "abc")));

    assertEquals("TOKEN has no flag", bug.getMessage());
  }

  @Test
  void addressThatKubernetesPutsIntoAPortVariableIsNotRead() {
    Settings linked =
        home.settings(
            Map.of("POSTGRES_PORT", "tcp://10.0.0.7:5432", "NOETL_PORT", "tcp://10.0.0.8:8082"));

    assertResolved(null, "default", linked.get(Setting.POSTGRES_PORT));
    assertResolved("http://localhost:8083", "default", linked.get(Setting.SERVER));
    assertEquals(5433, home.settings(Map.of("POSTGRES_PORT", "5433")).count(Setting.POSTGRES_PORT));
  }

  @Test
  void addressOfAnotherSchemeInAUrlVariableIsKeptForItsReaderToRefuse() {
    assertEquals(
        "tcp://h:1", home.settings(Map.of("NOETL_SERVER_URL", "tcp://h:1")).text(Setting.SERVER));
  }

  @Test
  void absoluteXdgConfigHomeIsWhereTheFileIs(@TempDir Path elsewhere) {
    home.withConfig("timeout: 1s");
    ConfigHome.write(elsewhere.resolve("noetl/runtime.yaml"), "timeout: 2s");

    Settings settings = home.settings(Map.of("XDG_CONFIG_HOME", elsewhere.toString()));

    assertEquals("2s", settings.text(Setting.TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative"})
  void emptyOrRelativeXdgConfigHomeIsIgnored(String ignored) {
    home.withConfig("timeout: 1s");

    assertEquals("1s", home.settings(Map.of("XDG_CONFIG_HOME", ignored)).text(Setting.TIMEOUT));
  }

  @Test
  void filesAreNotReadForWhatFlagAndEnvironmentDecide() {
    home.withConfig("}").withContexts("}");
    Settings settings =
        home.settings(
            Map.of("NOETL_RUNTIME_TIMEOUT", "3s", "NOETL_API_TOKEN", "t"),
            Map.of(Setting.SERVER, "http://flag:1"));

    assertEquals("http://flag:1", settings.text(Setting.SERVER));
    assertEquals("3s", settings.text(Setting.TIMEOUT));
    assertEquals("t", settings.text(Setting.TOKEN));
    assertNull(settings.text(Setting.NAME));
  }

  @Test
  void contextFileIsReadForTheServerOnly() {
    home.withContexts("}");

    assertEquals("5s", home.settings().text(Setting.TIMEOUT));
    assertThrows(ConfigException.InvalidFile.class, () -> home.settings().get(Setting.SERVER));
  }

  @Test
  void filesAreReadOnce() throws IOException {
    home.withConfig("timeout: 9s").withContexts(CONTEXTS);
    Settings settings = home.settings();
    assertEquals("http://context:8082", settings.text(Setting.SERVER));
    Files.delete(home.configFile());
    Files.delete(home.contextFile());

    assertEquals("http://context:8082", settings.text(Setting.SERVER));
    assertEquals("9s", settings.text(Setting.TIMEOUT));
  }

  @Test
  void laterChangesOfTheMapsDoNotReachTheSettings() {
    Map<String, String> environment = new HashMap<>();
    Settings settings = home.settings(environment);

    environment.put("NOETL_SERVER_URL", "http://late:1");

    assertEquals("http://localhost:8083", settings.text(Setting.SERVER));
  }

  @Test
  void allGivesEverySettingInTheOrderOfTheRows() {
    home.withConfig("retries: 7");

    List<Resolved> all = home.settings(Map.of("NOETL_API_TOKEN", "t0ps3cret")).all();

    assertEquals(List.of(Setting.values()), all.stream().map(Resolved::setting).toList());
    assertResolved("7", "file " + home.configFile(), all.get(Setting.RETRIES.ordinal()));
    assertEquals("****", all.get(Setting.TOKEN.ordinal()).masked());
    assertEquals(
        "NOETL_API_TOKEN=**** (environment NOETL_API_TOKEN)",
        all.get(Setting.TOKEN.ordinal()).toString());
  }

  private static void assertResolved(String value, String origin, Resolved actual) {
    assertEquals(value, actual.value());
    assertEquals(origin, actual.origin().text());
  }
}
