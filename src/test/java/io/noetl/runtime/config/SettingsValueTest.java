package io.noetl.runtime.config;

import static io.noetl.runtime.config.ConfigHome.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as their types, and the errors that name the place of a wrong one. */
class SettingsValueTest {

  @TempDir private Path temporary;
  private ConfigHome home;

  @BeforeEach
  void createHome() {
    home = new ConfigHome(temporary);
  }

  @Test
  void durationIsRead() {
    assertEquals(Duration.ofSeconds(5), home.settings().duration(Setting.TIMEOUT));
    assertEquals(
        Duration.ofMillis(500),
        home.settings(Map.of("NOETL_WORKER_HEARTBEAT_INTERVAL", "0.5")).duration(Setting.EVERY));
  }

  @Test
  void wrongValueOfAFlagIsAUsageErrorThatNamesTheFlag() {
    assertRefused(
        ConfigException.InvalidSetting.class,
        "--timeout: \"5x\" is not a duration: use 500ms, 5s, 2m, 1h or 7d",
        null,
        () -> home.settings(Map.of(), Map.of(Setting.TIMEOUT, "5x")).duration(Setting.TIMEOUT));
  }

  @Test
  void wrongValueOfAVariableIsAUsageErrorThatNamesTheVariable() {
    assertRefused(
        ConfigException.InvalidSetting.class,
        "NOETL_RUNTIME_TIMEOUT: \"5x\" is not a duration: use 500ms, 5s, 2m, 1h or 7d",
        "correct or unset NOETL_RUNTIME_TIMEOUT",
        () -> home.settings(Map.of("NOETL_RUNTIME_TIMEOUT", "5x")).duration(Setting.TIMEOUT));
  }

  @Test
  void wrongValueInTheFileIsAFileErrorThatNamesKeyAndFile() {
    home.withConfig("timeout: 5x");

    assertRefused(
        ConfigException.InvalidFile.class,
        "timeout in "
            + home.configFile()
            + ": \"5x\" is not a duration: use 500ms, 5s, 2m, 1h or 7d",
        "correct timeout there",
        () -> home.settings().duration(Setting.TIMEOUT));
  }

  @Test
  void wrongValueInAContextIsAFileErrorThatNamesTheContext() {
    home.withContexts("{current_context: dev, contexts: {dev: {server_url: nowhere}}}");

    assertRefused(
        ConfigException.InvalidFile.class,
        "server of context \"dev\" in " + home.contextFile() + ": no address",
        "correct it there, or choose another context with: noetl context use NAME",
        () -> home.settings().choice(Setting.SERVER, SettingsValueTest::refuse));
  }

  @Test
  void readerThatRefusesADefaultIsABug() {
    IllegalArgumentException bug =
        assertThrows(
            IllegalArgumentException.class,
            () -> home.settings().choice(Setting.SERVER, SettingsValueTest::refuse));

    assertEquals("no address", bug.getMessage());
  }

  @Test
  void choiceIsWhatTheReaderMakesOfTheValue() {
    assertEquals(5, home.settings().<Integer>choice(Setting.OUTPUT, String::length));
  }

  @Test
  void countIsRead() {
    assertEquals(2, home.settings().count(Setting.RETRIES));
    assertEquals(0, home.settings(Map.of("NOETL_RUNTIME_RETRIES", "0")).count(Setting.RETRIES));
    assertEquals(
        Integer.MAX_VALUE,
        home.settings(Map.of("NOETL_WORKER_CAPACITY", "2147483647")).count(Setting.CAPACITY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2147483648", "1.0", "two", "0x1", "1 2"})
  void countThatIsNoWholeNumberInRangeIsRefused(String wrong) {
    assertRefused(
        ConfigException.InvalidSetting.class,
        "NOETL_RUNTIME_RETRIES: \"" + wrong + "\" is not a whole number from 0 to 2147483647",
        "correct or unset NOETL_RUNTIME_RETRIES",
        () -> home.settings(Map.of("NOETL_RUNTIME_RETRIES", wrong)).count(Setting.RETRIES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "yes", "y", "on", "TRUE", "Yes", "oN"})
  void flagIsOn(String on) {
    assertEquals(true, home.settings(Map.of("NOETL_RUNTIME_DIRECT", on)).flag(Setting.DIRECT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "0", "no", "n", "off", "FALSE", "No", "oFF"})
  void flagIsOff(String off) {
    assertEquals(false, home.settings(Map.of("NOETL_RUNTIME_DIRECT", off)).flag(Setting.DIRECT));
  }

  @Test
  void flagThatIsNeitherIsRefused() {
    assertRefused(
        ConfigException.InvalidSetting.class,
        "NOETL_RUNTIME_DIRECT: \"maybe\" is not a boolean: use true or false",
        "correct or unset NOETL_RUNTIME_DIRECT",
        () -> home.settings(Map.of("NOETL_RUNTIME_DIRECT", "maybe")).flag(Setting.DIRECT));
  }

  @Test
  void controlsOfAWrongValueAreShownEscapedAndItsLengthIsCut() {
    assertRefused(
        ConfigException.InvalidSetting.class,
        "--timeout: \"\\u001b[31m\\u202e"
            + "x".repeat(114)
            + "…\" is not a duration:"
            + " use 500ms, 5s, 2m, 1h or 7d",
        null,
        () ->
            home.settings(Map.of(), Map.of(Setting.TIMEOUT, "\u001b[31m\u202e" + "x".repeat(200)))
                .duration(Setting.TIMEOUT));
  }

  @Test
  void pathIsTakenAsItIsFromAFlag() {
    assertEquals(
        Path.of("token"),
        home.settings(Map.of(), Map.of(Setting.TOKEN_FILE, "token")).path(Setting.TOKEN_FILE));
  }

  @Test
  void pathInTheFileStartsAtTheFolderOfTheFile() {
    home.withConfig("{token-file: token, cacert: /etc/ca.pem}");

    assertEquals(
        home.configFile().resolveSibling("token"), home.settings().path(Setting.TOKEN_FILE));
    assertEquals(Path.of("/etc/ca.pem"), home.settings().path(Setting.CACERT));
  }

  @Test
  void tildeIsTheHomeDirectory() {
    home.withConfig("{token-file: ~/token, cert: \"~\", key: ~other/key}");

    assertEquals(temporary.resolve("token"), home.settings().path(Setting.TOKEN_FILE));
    assertEquals(temporary, home.settings().path(Setting.CERT));
    assertEquals(home.configFile().resolveSibling("~other/key"), home.settings().path(Setting.KEY));
  }

  @Test
  void labelsOfTheEnvironmentAreSeparatedByCommas() {
    assertEquals(
        List.of("gpu", "zone=a"),
        home.settings(Map.of("NOETL_WORKER_LABELS", " gpu , zone=a,,")).list(Setting.LABELS));
  }

  @Test
  void headersOfFlagsAreOneALineAndKeepTheirCommas() {
    assertEquals(
        List.of("Accept: a, b", "X-Tenant: c"),
        home.settings(Map.of(), Map.of(Setting.HEADER, "Accept: a, b\nX-Tenant: c"))
            .list(Setting.HEADER));
  }

  private static Object refuse(String text) {
    throw new IllegalArgumentException("no address");
  }
}
