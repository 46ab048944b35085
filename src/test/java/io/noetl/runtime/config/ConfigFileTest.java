package io.noetl.runtime.config;

import static io.noetl.runtime.config.ConfigHome.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tool's own file may hold, and the sentence for each thing that it may not. */
class ConfigFileTest {

  @TempDir private Path temporary;
  private ConfigHome home;
  private Path file;

  @BeforeEach
  void createHome() {
    home = new ConfigHome(temporary);
    file = home.configFile();
  }

  @Test
  void textsNumbersAndTruthValuesAreTakenAsTheyAreWritten() {
    home.withConfig(
        """
        server: http://h:1
        timeout: 0.50
        retries: 007
        direct: yes
        insecure: True
        schema: 1.10
        hostname: 0x1F
        runtime: " python "
        """);

    assertEquals("http://h:1", text(Setting.SERVER));
    assertEquals("0.50", text(Setting.TIMEOUT));
    assertEquals("007", text(Setting.RETRIES));
    assertEquals("yes", text(Setting.DIRECT));
    assertEquals("True", text(Setting.INSECURE));
    assertEquals("1.10", text(Setting.SCHEMA));
    assertEquals("0x1F", text(Setting.HOSTNAME));
    assertEquals("python", text(Setting.RUNTIME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing yet\n", "---\n", "{}", "\uFEFF"})
  void emptyFileSetsNothing(String empty) {
    home.withConfig(empty);

    assertEquals("5s", text(Setting.TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels: {gpu: true, version: 1.10}",
        "labels: [gpu=true, version=1.10]",
        "labels:\n- gpu: true\n- version=1.10\n",
        "labels: 'gpu=true, version=1.10'"
      })
  void labelsAreAMapAListOrACommaList(String text) {
    home.withConfig(text);

    assertEquals(List.of("gpu=true", "version=1.10"), home.settings().list(Setting.LABELS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header: ['Accept: a, b', 'X-Id: 1']",
        "header:\n- Accept: a, b\n- X-Id: 1\n",
        "header: {Accept: 'a, b', X-Id: 1}"
      })
  void headersAreAMapOrAListQuotedOrNot(String text) {
    home.withConfig(text);

    assertEquals(List.of("Accept: a, b", "X-Id: 1"), home.settings().list(Setting.HEADER));
  }

  @Test
  void singleHeaderNeedsNoList() {
    home.withConfig("header: 'Accept: a, b'");

    assertEquals(List.of("Accept: a, b"), home.settings().list(Setting.HEADER));
  }

  @ParameterizedTest
  @CsvSource({
    "timeuot, timeout",
    "sever, server",
    "servers, server",
    "server_url, server",
    "stale_after, stale-after",
    "label, labels",
    "headers, header",
    "token, token-file",
    "Output, output"
  })
  void unknownKeyIsRefusedWithTheNearestOne(String key, String nearest) {
    home.withConfig(key + ": x");

    assertInvalid("unknown key \"" + key + "\" in " + file, "did you mean " + nearest + "?");
  }

  @Test
  void unknownKeyThatIsNearToNoneIsRefusedWithAllOfThem() {
    home.withConfig("NOETL_PASSWORD: x");

    assertInvalid(
        "unknown key \"NOETL_PASSWORD\" in " + file,
        "the keys are context, server, direct, database, token-file, header, cacert,"
            + " cert, key, key-passphrase-file, insecure, timeout, retries, deadline, output,"
            + " color, stale-after, offline-after, compatibility, runtime, capacity, labels,"
            + " component-version, hostname, every, start-timeout, grace, listen,"
            + " answer-within, list-within, max-in-flight, lists-per-client,"
            + " max-connections-per-address, tokens-file, allow-anonymous, allow-host,"
            + " tls-cert, tls-key, tls-client-ca, access-log, on-incompatible, sweep-interval,"
            + " retry-after, auto-recreate, schema, contexts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"server:", "server: ~", "server: null", "server: ''", "server: ' '"})
  void keyWithoutValueIsRefused(String text) {
    home.withConfig(text);

    assertInvalid("server in " + file + " has no value", "give it one, or remove the line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels: []", "labels: {}", "labels: ', ,'", "labels:"})
  void labelsWithoutEntryAreRefused(String text) {
    home.withConfig(text);

    assertInvalid("labels in " + file + " has no value", "give it one, or remove the line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: [a]          | server | a list",
        "server: {a: b}       | server | a map",
        "retries: [1]         | retries | a list",
        "labels: [[a=b]]      | labels | a list",
        "labels: {a: [b]}     | labels | a list",
        "header: [{a: {b: c}}] | header | a map"
      })
  void structureWhereASingleValueBelongsIsRefused(String text, String key, String shape) {
    home.withConfig(text);

    assertInvalid(
        key + " in " + file + " holds " + shape + " where a single value is expected",
        "write " + key + ": VALUE");
  }

  @Test
  void entryOfSeveralLinesIsRefused() {
    home.withConfig("header: [\"A: b\\nC: d\"]");

    assertInvalid(
        "header in " + file + " holds an entry of several lines", "write it on a single line");
  }

  @ParameterizedTest
  @CsvSource({"[server], a list", "server, a single value"})
  void otherRootThanAMapIsRefused(String text, String shape) {
    home.withConfig(text);

    assertInvalid(
        file + " holds " + shape + " where a map is expected", "write lines such as key: value");
  }

  @Test
  void brokenYamlIsRefusedWithItsPlace() {
    home.withConfig("server: http://h:1\ntimeout: 5s: 6s\n");

    assertInvalid(
        file + " is not valid YAML: mapping values are not allowed here (line 2, column 12)",
        "correct it, or move it away");
  }

  @Test
  void keyThatIsGivenTwiceIsRefused() {
    home.withConfig("server: a\nserver: b\n");

    assertInvalid(
        file + " is not valid YAML: found duplicate key server (line 2, column 1)",
        "correct it, or move it away");
  }

  @Test
  void fileThatIsNotTextIsRefused() throws IOException {
    home.withConfig("");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});

    assertInvalid(file + " is not UTF-8 text", "save it as UTF-8, or move it away");
  }

  @Test
  void directoryInPlaceOfTheFileIsRefused() throws IOException {
    Files.createDirectories(file);

    assertInvalid(
        "cannot read " + file + ": it is a directory", "make it a readable file, or move it away");
  }

  @Test
  void fileThatMayNotBeReadIsRefused() throws IOException {
    home.withConfig("server: a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root reads everything");

    assertInvalid(
        "cannot read " + file + ": access is denied", "make it a readable file, or move it away");
  }

  private String text(Setting setting) {
    return home.settings().text(setting);
  }

  private void assertInvalid(String message, String hint) {
    assertRefused(
        ConfigException.InvalidFile.class,
        message,
        hint,
        () -> home.settings().get(Setting.TIMEOUT));
  }
}
