package io.noetl.runtime.config;

import static io.noetl.runtime.config.ConfigHome.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which context is selected, and what it overrides. */
class ContextsTest {

  @TempDir private Path temporary;
  private ConfigHome home;

  @BeforeEach
  void createHome() {
    home = new ConfigHome(temporary);
    home.withConfig(
        """
        server: http://top
        timeout: 9s
        contexts:
          prod: {server: http://prod, token-file: secret, protected: yes}
          lab:
            direct: true
        """);
    home.withContexts(
        """
        current_context: theirs
        contexts:
          theirs: {server_url: http://theirs}
          prod: {server_url: http://hidden}
          empty: {}
        """);
  }

  private Resolved server(Map<String, String> environment, Map<Setting, String> flags) {
    return home.settings(environment, flags).get(Setting.SERVER);
  }

  private Origin chosen(String name, Path file, boolean isByFlag) {
    return new Origin.ChosenContext(name, file, isByFlag);
  }

  @Test
  void withoutAChoiceNoContextOfOursHolds() {
    assertEquals("http://top", server(Map.of(), Map.of()).value());
    assertNull(home.settings().contextInUse());
  }

  @Test
  void contextOfAFlagOutranksTheEnvironment() {
    Map<String, String> environment = Map.of("NOETL_SERVER_URL", "http://environment");
    Resolved resolved = server(environment, Map.of(Setting.CONTEXT, "prod"));

    assertEquals("http://prod", resolved.value());
    assertEquals(chosen("prod", home.configFile(), true), resolved.origin());
    assertEquals(
        "http://flag",
        server(environment, Map.of(Setting.CONTEXT, "prod", Setting.SERVER, "http://flag"))
            .value());
  }

  @Test
  void contextOfTheEnvironmentOutranksTheFileAlone() {
    Map<String, String> environment = Map.of("NOETL_RUNTIME_CONTEXT", "prod");

    assertEquals("http://prod", server(environment, Map.of()).value());
    assertEquals("9s", home.settings(environment).text(Setting.TIMEOUT));
    assertEquals(
        "http://environment",
        server(
                Map.of("NOETL_RUNTIME_CONTEXT", "prod", "NOETL_SERVER_URL", "http://environment"),
                Map.of())
            .value());
    assertEquals(
        home.configFile().resolveSibling("secret"),
        home.settings(environment).path(Setting.TOKEN_FILE));
    assertEquals(true, home.settings(environment).contextInUse().isProtected());
  }

  @Test
  void contextsOfTheNoetlCliCanBeChosenWhereOursDoNotHideThem() {
    assertEquals("http://theirs", server(Map.of(), Map.of(Setting.CONTEXT, "theirs")).value());
    home.withConfig("timeout: 9s");
    assertEquals("http://hidden", server(Map.of(), Map.of(Setting.CONTEXT, "prod")).value());
    assertEquals("theirs", home.settings().contextInUse().name());
  }

  @Test
  void contextWithoutAServerDoesNotTakeThatOfTheOtherTool() {
    home.withConfig("context: lab\ncontexts: {lab: {direct: true}}");

    assertEquals("http://localhost:8083", server(Map.of(), Map.of()).value());
    assertEquals("true", home.settings().text(Setting.DIRECT));
  }

  @Test
  void unknownContextIsRefusedWithThoseThatThereAre() {
    assertRefused(
        ConfigException.InvalidFile.class,
        "unknown context \"prd\" (flag --context)",
        "available: theirs, prod, lab",
        () -> server(Map.of(), Map.of(Setting.CONTEXT, "prd")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contexts: [a]           | contexts in %s holds a list"
            + " | write settings below it, such as server: URL",
        "contexts: {a: b}        | contexts.a in %s holds a single value"
            + " | write settings below it, such as server: URL",
        "contexts: {a: {sever: b}} | unknown key \"sever\" of contexts.a in %s"
            + " | did you mean server?",
        "contexts: {a: {server: [b]}} | contexts.a.server in %s holds a list where a single value"
            + " is expected | write server: VALUE",
        "contexts: {a: {context: b}} | contexts.a in %s names a context"
            + " | only the file itself chooses one",
        "contexts: {a: {protected: maybe}} | contexts.a.protected in %s: \"maybe\" is not a"
            + " boolean: use true or false | correct it there"
      })
  void misshapenContextIsRefusedWithItsPlace(String text, String message, String hint) {
    home.withConfig(text);

    assertRefused(
        ConfigException.InvalidFile.class,
        message.formatted(home.configFile()),
        hint,
        () -> home.settings().text(Setting.TIMEOUT));
  }
}
