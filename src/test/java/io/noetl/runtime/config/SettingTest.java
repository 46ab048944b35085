package io.noetl.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fence around the table of settings: a new row that forgets something fails here. */
class SettingTest {

  @ParameterizedTest
  @EnumSource
  void everySettingCanBeSetSomewhere(Setting setting) {
    assertTrue(setting.key() != null || setting.variable() != null);
  }

  @ParameterizedTest
  @EnumSource
  void everyDescriptionIsAFewWordsThatContinueALine(Setting setting) {
    String description = setting.description();
    assertEquals(description.strip(), description);
    assertTrue(description.split(" ").length >= 2, description);
    assertTrue(description.length() <= 70, description);
    assertFalse(description.endsWith("."), description);
    assertFalse(description.contains("\n"), description);
  }

  @ParameterizedTest
  @EnumSource
  void everyKeyIsKebabCase(Setting setting) {
    String key = setting.key();
    assertTrue(key == null || key.matches("[a-z]+(-[a-z]+)*"), key);
  }

  @ParameterizedTest
  @EnumSource
  void everyFlagIsNamedAsItsKey(Setting setting) {
    if (setting.flag() != null) {
      // The file takes all labels at once, the flag one at a time.
      String name = setting == Setting.LABELS ? "label" : setting.key();
      assertEquals("--" + name, setting.flag());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyVariableIsInCapitals(Setting setting) {
    for (String variable : setting.variables()) {
      assertTrue(variable.matches("[A-Z]+(_[A-Z]+)*"), variable);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noSecretIsTakenFromAFlagOrAFileOrHasADefault(Setting setting) {
    if (setting.isSecret()) {
      assertNull(setting.flag());
      assertNull(setting.key());
      assertNull(setting.defaultText());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyNameOfASecretIsRecognised(Setting setting) {
    boolean speaksOfASecret =
        setting.variables().stream()
            .anyMatch(
                variable -> Stream.of("TOKEN", "PASSWORD", "SECRET").anyMatch(variable::endsWith));
    assertEquals(speaksOfASecret, setting.isSecret());
  }

  @Test
  void noKeyFlagOrVariableIsUsedTwice() {
    assertUnique(Setting::key);
    assertUnique(Setting::flag);
    List<String> variables =
        Arrays.stream(Setting.values()).flatMap(row -> row.variables().stream()).toList();
    assertEquals(variables.stream().distinct().toList(), variables);
    assertUnique(Setting::description);
  }

  @ParameterizedTest
  @EnumSource
  void everyDefaultIsAValueThatTheSettingTakes(Setting setting, @TempDir Path home) {
    Settings settings = new ConfigHome(home).settings();
    if (setting.defaultText() == null) {
      assertFalse(setting.kind() == Kind.DURATION || setting.kind() == Kind.SWITCH);
      return;
    }
    switch (setting.kind()) {
      case DURATION -> settings.duration(setting);
      case COUNT -> settings.count(setting);
      case SWITCH -> settings.flag(setting);
      case TEXT, NODE, URL -> assertEquals(setting.defaultText(), settings.text(setting));
      case PATH, SECRET, LABELS, HEADERS, HOSTS ->
          throw new AssertionError("needs a check of its own");
    }
  }

  @Test
  void variablesDefaultsAndKindsAreTheseAndDoNotChangeByAccident() {
    assertEquals(
        """
        context NOETL_RUNTIME_CONTEXT null TEXT
        server NOETL_SERVER_URL http://localhost:8083 URL
        direct NOETL_RUNTIME_DIRECT false SWITCH
        database NOETL_RUNTIME_DATABASE null URL
        NOETL_API_TOKEN NOETL_API_TOKEN null SECRET
        NOETL_SESSION_TOKEN NOETL_SESSION_TOKEN null SECRET
        token-file NOETL_RUNTIME_TOKEN_FILE null PATH
        header NOETL_RUNTIME_HEADER null HEADERS
        cacert NOETL_RUNTIME_CACERT null PATH
        cert NOETL_RUNTIME_CERT null PATH
        key NOETL_RUNTIME_KEY null PATH
        key-passphrase-file NOETL_RUNTIME_KEY_PASSPHRASE_FILE null PATH
        insecure NOETL_RUNTIME_INSECURE false SWITCH
        timeout NOETL_RUNTIME_TIMEOUT 5s DURATION
        retries NOETL_RUNTIME_RETRIES 2 COUNT
        deadline NOETL_RUNTIME_DEADLINE 30s DURATION
        output NOETL_RUNTIME_OUTPUT table TEXT
        color NOETL_RUNTIME_COLOR auto TEXT
        stale-after NOETL_RUNTIME_STALE_AFTER 60s DURATION
        offline-after NOETL_RUNTIME_OFFLINE_SECONDS 60s DURATION
        compatibility NOETL_RUNTIME_COMPATIBILITY null RULES
        NOETL_WORKER_POOL_NAME NOETL_WORKER_POOL_NAME,WORKER_ID,WORKER_POOL_NAME null TEXT
        runtime NOETL_WORKER_POOL_RUNTIME null TEXT
        capacity NOETL_WORKER_CAPACITY,WORKER_MAX_CONCURRENT null COUNT
        labels NOETL_WORKER_LABELS null LABELS
        component-version NOETL_COMPONENT_VERSION null TEXT
        hostname HOSTNAME null TEXT
        every NOETL_WORKER_HEARTBEAT_INTERVAL,WORKER_HEARTBEAT_INTERVAL 15s DURATION
        NOETL_DEREGISTER_RETRIES NOETL_DEREGISTER_RETRIES 3 COUNT
        NOETL_DEREGISTER_BACKOFF NOETL_DEREGISTER_BACKOFF 0.5s DURATION
        start-timeout NOETL_RUNTIME_START_TIMEOUT 30s DURATION
        grace NOETL_RUNTIME_GRACE 10s DURATION
        listen NOETL_RUNTIME_LISTEN 127.0.0.1:8083 TEXT
        answer-within NOETL_RUNTIME_ANSWER_WITHIN 2s DURATION
        list-within NOETL_RUNTIME_LIST_WITHIN 30s DURATION
        max-in-flight NOETL_RUNTIME_MAX_IN_FLIGHT 512 COUNT
        lists-per-client NOETL_RUNTIME_LISTS_PER_CLIENT 16 COUNT
        max-connections-per-address NOETL_RUNTIME_MAX_CONNECTIONS_PER_ADDRESS 5000 COUNT
        tokens-file NOETL_RUNTIME_TOKENS_FILE null PATH
        allow-anonymous NOETL_RUNTIME_ALLOW_ANONYMOUS false SWITCH
        allow-host NOETL_RUNTIME_ALLOW_HOST null HOSTS
        tls-cert NOETL_RUNTIME_TLS_CERT null PATH
        tls-key NOETL_RUNTIME_TLS_KEY null PATH
        tls-client-ca NOETL_RUNTIME_TLS_CLIENT_CA null PATH
        access-log NOETL_RUNTIME_ACCESS_LOG false SWITCH
        on-incompatible NOETL_RUNTIME_ON_INCOMPATIBLE warn TEXT
        sweep-interval NOETL_RUNTIME_SWEEP_INTERVAL 15s DURATION
        retry-after NOETL_HEARTBEAT_RETRY_AFTER 3s DURATION
        auto-recreate NOETL_AUTO_RECREATE_RUNTIME false SWITCH
        schema NOETL_SCHEMA noetl TEXT
        POSTGRES_HOST POSTGRES_HOST null TEXT
        POSTGRES_PORT POSTGRES_PORT null COUNT
        NOETL_POSTGRES_DB NOETL_POSTGRES_DB,POSTGRES_DB,POSTGRES_DATABASE null TEXT
        NOETL_USER NOETL_USER null TEXT
        NOETL_PASSWORD NOETL_PASSWORD null SECRET
        POSTGRES_USER POSTGRES_USER null TEXT
        POSTGRES_PASSWORD POSTGRES_PASSWORD null SECRET
        DATABASE_URL DATABASE_URL null URL
        PGPASSWORD PGPASSWORD null SECRET
        PGPASSFILE PGPASSFILE null PATH
        NOETL_SNOWFLAKE_NODE_ID NOETL_SNOWFLAKE_NODE_ID,NOETL_NODE_ID,NOETL_SHARD_ID null NODE
        """,
        Arrays.stream(Setting.values()).map(SettingTest::row).collect(Collectors.joining()));
  }

  private static String row(Setting setting) {
    return "%s %s %s %s%n"
        .formatted(
            setting.title(),
            setting.variables().isEmpty() ? null : String.join(",", setting.variables()),
            setting.defaultText(),
            setting.kind());
  }

  private static void assertUnique(Function<Setting, String> column) {
    Map<String, Setting> seen = new HashMap<>();
    for (Setting setting : Setting.values()) {
      String cell = column.apply(setting);
      Setting other = cell == null ? null : seen.put(cell, setting);
      assertNull(other, () -> other + " and " + setting + " share " + cell);
    }
  }
}
