package io.noetl.runtime.schema.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityCheckTest {

  private static final RuntimeComponentInfo API = row("server_api/api@2.2.0");

  /** A component written as {@code KIND/NAME@VERSION}, with dependencies. */
  private static RuntimeComponentInfo row(String text, String... dependsOn) {
    String[] parts = text.split("[/@]", 3);
    JsonObject runtime = JsonObject.EMPTY.with("depends_on", List.of(dependsOn));
    return new RuntimeComponentInfo(
        JsonObject.EMPTY
            .with("name", parts[1])
            .with("kind", parts[0])
            .with("labels", Map.of("env", parts[1].startsWith("p") ? "prod" : "test"))
            .with("runtime", parts.length < 3 ? runtime : runtime.with("version", parts[2])));
  }

  private static CompatibilityRule rule(String json) {
    return CompatibilityRule.of(Json.readObject(json), "rules.yaml");
  }

  private static String shown(List<Violation> violations) {
    return violations.stream()
        .map(it -> it.componentText() + " ~ " + it.otherText() + ": " + it.problem())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          {minor: 1}                  | 2.3.1     | 2.2.9   | -
          {minor: 1}                  | 2.1       | 2.2     | -
          {minor: 1}                  | 2.4.0     | 2.2.0   | 2 minor newer, at most 1
          {minor: 1}                  | 2.2.0     | 2.4.0   | 2 minor older, at most 1
          {minor: 1}                  | 3.2.0     | 2.2.0   | another major version
          {minor: 0}                  | 2.2.1     | 2.2.9   | -
          {minor: 3, not-newer: true} | 2.1.0     | 2.4.9   | -
          {minor: 3, not-newer: true} | 2.4.10    | 2.4.9   | -
          {minor: 3, not-newer: true} | 2.5.0     | 2.4.9   | 1 minor newer, may not be newer
          {minor: 3, not-newer: true} | 2.0.0     | 2.4.9   | 4 minor older, at most 3
          {minor: 3, not-newer: false} | 2.5.0    | 2.4.9   | -
          {major: 1}                  | 3.9.0     | 2.0.0   | -
          {major: 1}                  | 4.0.0     | 2.0.0   | 2 major newer, at most 1
          {patch: 2}                  | 2.2.1     | 2.2.3   | -
          {patch: 2}                  | 2.2.1     | 2.2.4   | 3 patch older, at most 2
          {patch: 2}                  | 2.3.1     | 2.2.1   | another minor version
          {patch: 2}                  | 3.2.1     | 2.2.1   | another major version
          {minor: 1}                  | nightly   | nightly | -
          {minor: 1}                  | nightly   | 2.2.0   | these versions have no order
          {minor: 1}                  | 2.2.0-rc.1 | 2.2.0  | -
          """)
  void versionsMayBeThisFarApart(String within, String version, String other, String problem) {
    String json = within.replaceAll("([a-z-]+): ", "\"$1\": ");
    CompatibilityRule rule =
        rule("{\"component\":\"worker_pool\",\"requires\":\"server_api\",\"within\":" + json + "}");
    String found =
        shown(
            new CompatibilityCheck(List.of(rule))
                .among(List.of(row("worker_pool/p@" + version), row("server_api/api@" + other))));
    assertEquals(problem == null ? "" : "worker_pool/p ~ server_api/api: " + problem, found);
  }

  @Test
  void everyOtherSideHasToBeInTheRange() {
    CompatibilityRule rule =
        rule("{\"component\":\"worker_pool?env=prod\",\"requires\":\"server_api@>=2.3\"}");
    assertEquals(
        """
        worker_pool/p1 ~ server_api/api: version 2.2.0, wanted >=2.3
        worker_pool/p1 ~ server_api/mute and 1 more: no version, wanted >=2.3
        worker_pool/p2 ~ server_api/api: version 2.2.0, wanted >=2.3
        worker_pool/p2 ~ server_api/mute and 1 more: no version, wanted >=2.3\
        """,
        shown(
            new CompatibilityCheck(List.of(rule))
                .among(
                    List.of(
                        API,
                        row("server_api/mute"),
                        row("server_api/dumb"),
                        row("server_api/new@2.3.0"),
                        row("worker_pool/p1@2.0.0"),
                        row("worker_pool/p2"),
                        row("worker_pool/test@2.0.0"),
                        row("broker/b@1.0.0")))));
  }

  @Test
  void componentsOfARangeAloneAreMeant() {
    CompatibilityRule rule =
        rule("{\"component\":\"worker_pool@>=2.4\",\"requires\":\"server_api/api@>=2.3\"}");
    assertEquals(
        "worker_pool/new ~ server_api/api: version 2.2.0, wanted >=2.3",
        shown(
            new CompatibilityCheck(List.of(rule))
                .among(List.of(API, row("worker_pool/old@2.3.0"), row("worker_pool/new@2.4.0")))));
    assertEquals("worker_pool@>=2.4 requires server_api/api@>=2.3", rule.text());
  }

  @Test
  void noComponentIsComparedWithItself() {
    CompatibilityRule rule =
        rule(
            "{\"component\":\"worker_pool\",\"requires\":\"worker_pool@>=2\","
                + "\"within\":{\"minor\":1}}");
    assertEquals(
        """
        worker_pool/b ~ worker_pool/a and 1 more: version 1.0.0, wanted >=2
        worker_pool/a ~ worker_pool/c: version 1.0.0, wanted >=2
        worker_pool/a ~ worker_pool/b: another major version
        worker_pool/c ~ worker_pool/a: version 1.0.0, wanted >=2
        worker_pool/c ~ worker_pool/b: another major version\
        """
            .lines()
            .sorted()
            .collect(Collectors.joining("\n")),
        shown(
                new CompatibilityCheck(List.of(rule))
                    .among(
                        List.of(
                            row("worker_pool/a@1.0.0"),
                            row("worker_pool/b@2.0.0"),
                            row("worker_pool/c@1.0.0"))))
            .lines()
            .sorted()
            .collect(Collectors.joining("\n")));
  }

  @Test
  void declaredRangesAreRules() {
    assertEquals(
        """
        worker_pool/p1 ~ server_api/api: version 2.2.0, wanted ^2.3
        worker_pool/p2 ~ broker/pb and 1 more: version 1.0.0, wanted >=2\
        """,
        shown(
            new CompatibilityCheck(List.of())
                .among(
                    List.of(
                        API,
                        row("broker/pb@1.0.0"),
                        row("broker/pc"),
                        row("broker/t@2.0.0"),
                        row(
                            "worker_pool/p1@1",
                            "server_api/api@^2.3",
                            "server_api/gone@^9",
                            "server_api/api@^9!optional",
                            "broker?env@>=2",
                            "no reference"),
                        row("worker_pool/p2", "broker?env=prod@>=2", "server_api/api")))));
  }

  @Test
  void oneComponentIsCheckedAgainstTheOthersAndTheyAgainstIt() {
    CompatibilityRule up =
        rule("{\"component\":\"worker_pool\",\"requires\":\"server_api@>=2.3\"}");
    List<RuntimeComponentInfo> others =
        List.of(
            API,
            row("server_api/old@1.0.0"),
            row("worker_pool/p1@2.0.0"),
            row("broker/b@1", "server_api/api@^2.2", "server_api/old@>=2"));
    CompatibilityCheck check = new CompatibilityCheck(List.of(up));
    assertEquals(
        """
        worker_pool/p2 ~ server_api/api: version 2.2.0, wanted >=2.3
        worker_pool/p2 ~ server_api/old: version 1.0.0, wanted >=2.3\
        """,
        shown(check.of(List.of(row("worker_pool/p2@2.0.0")), others)));
    assertEquals(
        """
        worker_pool/p1 ~ server_api/api: version 2.1.0, wanted >=2.3
        broker/b ~ server_api/api: version 2.1.0, wanted ^2.2\
        """,
        shown(check.of(List.of(row("server_api/api@2.1.0")), others)));
    assertEquals("", shown(check.of(List.of(row("server_api/api@2.4.0")), others)));
    assertEquals(
        "monitor/m ~ server_api/api: version 2.2.0, wanted ^3",
        shown(check.of(List.of(row("monitor/m@1", "server_api/api@^3")), others)));
  }

  @Test
  void sentenceHasBothVersionsAndTheRule() {
    CompatibilityRule rule =
        rule(
            "{\"component\":\"worker_pool?env=prod\",\"requires\":\"server_api@>=2.3\","
                + "\"within\":{\"minor\":1,\"not-newer\":true}}");
    assertEquals(
        "worker_pool/p (no version) and server_api/api (2.2.0) do not fit together: version 2.2.0,"
            + " wanted >=2.3; rule: worker_pool?env=prod requires server_api@>=2.3 within 1 minor,"
            + " not newer (rules.yaml)",
        new CompatibilityCheck(List.of(rule))
            .among(List.of(API, row("worker_pool/p")))
            .getFirst()
            .sentence());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                          | component: write KIND, KIND/NAME or KIND?SELECTOR, with @RANGE where a range is meant
          {"component":7}                                             | component: write KIND, KIND/NAME or KIND?SELECTOR, with @RANGE where a range is meant
          {"component":"broker"}                                      | requires: write KIND, KIND/NAME or KIND?SELECTOR, with @RANGE where a range is meant
          {"component":"broker","requires":"server_api"}              | requires needs a range, such as server_api@>=2.3, unless within is given
          {"component":"broker","requires":"server_api@"}             | requires: the version range of "server_api@" is wrong: the range is empty
          {"component":"broker","requires":"server_api@>=2..3"}       | requires: the version range of "server_api@>=2..3" is wrong: at character 3, "2..3": a number is missing
          {"component":"brokr","requires":"server_api@2"}             | component: "brokr" should begin with a kind: 'worker_pool', 'broker', 'server_api', 'scheduler' or 'monitor'
          {"component":"broker/","requires":"server_api@2"}           | component: the name should have at least 1 character (got "broker/")
          {"component":"broker","requires":"server_api/a@2!optional"} | requires: !optional has no meaning in a rule
          {"component":"broker","require":"server_api@2"}             | unknown key "require"; the keys are component, requires and within
          {"component":"broker","requires":"server_api","within":1}   | within: write a map such as {minor: 1}
          {"component":"broker","requires":"server_api","within":{}}  | within: name one of major, minor and patch
          {"component":"broker","requires":"server_api","within":{"minor":-1}}     | within: minor should be a whole number from 0 to 1000
          {"component":"broker","requires":"server_api","within":{"minor":"x"}}    | within: minor should be a whole number from 0 to 1000
          {"component":"broker","requires":"server_api","within":{"minr":1}}       | within: unknown key "minr"; the keys are major, minor, patch and not-newer
          {"component":"broker","requires":"server_api","within":{"minor":1,"major":1}} | within: only one of major, minor and patch
          {"component":"broker","requires":"server_api","within":{"minor":1,"not-newer":"yes"}} | within: not-newer should be true or false
          """)
  void whatIsNoRuleIsRefused(String json, String problem) {
    assertEquals(problem, assertThrows(InvalidRuleException.class, () -> rule(json)).getMessage());
  }

  @Test
  void tenThousandComponentsAreCheckedQuickly() {
    List<RuntimeComponentInfo> components = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      components.add(
          row(
              "worker_pool/p" + i + "@2." + i % 20 + ".0",
              "server_api/a" + i % 100 + "@^2",
              "server_api?env=test@>=2",
              "server_api/a1@^3"));
    }
    for (int i = 0; i < 100; i++) {
      components.add(row("server_api/a" + i + "@2." + i % 20 + ".0"));
    }
    CompatibilityRule skew =
        rule(
            "{\"component\":\"worker_pool\",\"requires\":\"server_api\",\"within\":{\"minor\":18}}");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertEquals(
                10_000 + 1_000, new CompatibilityCheck(List.of(skew)).among(components).size()));
  }

  @Test
  void nothingToCompareIsNoViolation() {
    CompatibilityRule rule =
        rule("{\"component\":\"worker_pool\",\"requires\":\"server_api@>=2.3\"}");
    assertEquals(
        List.of(),
        Stream.of(rule)
            .flatMap(it ->
                new CompatibilityCheck(Arrays.asList(it))
                    .among(List.of(row("worker_pool/p"))).stream())
            .toList());
  }
}
