package io.noetl.runtime.config;

import static io.noetl.runtime.config.ConfigHome.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from the file of the NoETL CLI, and what of it stops us. */
class ContextFileTest {

  @TempDir private Path temporary;
  private ConfigHome home;
  private Path file;

  @BeforeEach
  void createHome() {
    home = new ConfigHome(temporary);
    file = home.contextFile();
  }

  @Test
  void serverOfTheCurrentContextIsTakenAndTheRestLeftAlone() {
    home.withContexts(
        """
        current_context: prod
        contexts:
          local:
            server_url: http://localhost:8082
            runtime: local
          prod:
            server_url: http://noetl:8082
            runtime: auto
            gateway_session_token: null
        theme: {dark: [1, 2]}
        """);

    Resolved server = home.settings().get(Setting.SERVER);

    assertEquals("http://noetl:8082", server.value());
    assertEquals(new Origin.Context("prod", file), server.origin());
  }

  @Test
  void blanksAroundTheServerAreDropped() {
    home.withContexts("{current_context: dev, contexts: {dev: {server_url: ' http://h:1 '}}}");

    assertEquals("http://h:1", home.settings().text(Setting.SERVER));
  }

  @Test
  void contextsMayShareWhatTheyMerge() {
    home.withContexts(
        """
        current_context: dev
        common: &common {server_url: http://h:1}
        contexts:
          dev: {<<: *common, runtime: local}
        """);

    assertEquals("http://h:1", home.settings().text(Setting.SERVER));
  }

  @Test
  void nameThatLooksLikeANumberIsTheTextThatIsWritten() {
    home.withContexts("{current_context: 1.10, contexts: {1.10: {server_url: http://h:1}}}");

    assertEquals("http://h:1", home.settings().text(Setting.SERVER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "contexts: {}",
        "current_context: null\ncontexts: {dev: {server_url: http://h:1}}",
        "current_context:"
      })
  void fileWithoutCurrentContextSetsNothing(String text) {
    home.withContexts(text);

    assertEquals(new Origin.Default(), home.settings().get(Setting.SERVER).origin());
  }

  @Test
  void unknownContextIsRefusedWithTheKnownOnes() {
    home.withContexts(
        "{current_context: prod, contexts: {dev: {server_url: a}, \"b\\e\": {server_url: b}}}");

    assertInvalid(
        "unknown context \"prod\" in " + file,
        "choose one with: noetl context use NAME; available: dev, b\\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"current_context: prod", "{current_context: prod, contexts: }"})
  void unknownContextWhereThereIsNoneIsRefused(String text) {
    home.withContexts(text);

    assertInvalid(
        "unknown context \"prod\" in " + file,
        "add it with: noetl context add NAME --server-url URL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{dev: }",
        "{dev: {}}",
        "{dev: {server_url: }}",
        "{dev: {server_url: ' '}}",
        "{dev: {server_url: [a]}}"
      })
  void contextWithoutServerIsRefused(String contexts) {
    home.withContexts("{current_context: dev, contexts: " + contexts + "}");

    assertInvalid(
        "context \"dev\" in " + file + " has no server_url",
        "add it, or name a server with --server");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{current_context: [dev]}                     | current_context | a list",
        "{current_context: {dev: a}}                  | current_context | a map",
        "{current_context: dev, contexts: [dev]}      | contexts | a list",
        "{current_context: dev, contexts: dev}        | contexts | a single value",
        "{current_context: dev, contexts: {dev: a}}   | contexts.dev | a single value"
      })
  void otherShapeIsRefused(String text, String key, String shape) {
    home.withContexts(text);

    assertInvalid(
        key + " in " + file + " holds " + shape + ", which is not the name of a context",
        "choose a context with: noetl context use NAME");
  }

  @Test
  void malformedFileIsRefusedByName() {
    home.withContexts("contexts: [");

    assertInvalid(
        file
            + " is not valid YAML: expected the node content, but found '<stream end>'"
            + " (line 1, column 12)",
        "correct it, or move it away");
  }

  private void assertInvalid(String message, String hint) {
    assertRefused(
        ConfigException.InvalidFile.class,
        message,
        hint,
        () -> home.settings().get(Setting.SERVER));
  }
}
