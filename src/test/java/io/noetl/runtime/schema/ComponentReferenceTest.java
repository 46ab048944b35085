package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentReferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "broker/nats                              | broker/nats",
        "  broker/nats                            | broker/nats",
        "Server-API/api-1@^2.3                    | server_api/api-1@^2.3",
        "server_api/api-1@^2.3!optional           | server_api/api-1@^2.3!optional",
        "broker/nats!optional                     | broker/nats!optional",
        "broker/nats @ ^2.3 !optional             | broker/nats@^2.3!optional",
        "broker/nats@>=2.1 <3                     | broker/nats@>=2.1 <3",
        "scheduler/a/b                            | scheduler/a/b",
        "monitor/a?b=c                            | monitor/a?b=c",
        "worker_pool/a b                          | worker_pool/a b",
        "worker_pool/Zürich                       | worker_pool/Zürich",
        "worker_pool/Z%C3%BCrich                  | worker_pool/Zürich",
        "worker_pool/a%40b                        | worker_pool/a%40b",
        "server_api/api%40host:8082               | server_api/api%40host:8082",
        "server_api/api@host:8082@^2              | server_api/api%40host:8082@^2",
        "worker_pool/100%                         | worker_pool/100%25",
        "worker_pool/100%zz                       | worker_pool/100%25zz",
        "worker_pool/100%2541                     | worker_pool/100%2541",
        "worker_pool/hi%21                        | worker_pool/hi%21",
        "worker_pool/x%21optional                 | worker_pool/x%21optional",
        "worker_pool/x%21optional!optional        | worker_pool/x%21optional!optional",
        "broker?env=prod                          | broker?env=prod",
        "broker?env==prod@>=2.1 <3                | broker?env=prod@>=2.1 <3",
        "broker? env = prod , tier!=web !optional | broker?env=prod,tier!=web!optional",
        "broker?zone in (b, a)                    | broker?zone in (a,b)",
        "broker?zone in (a)                       | broker?zone=a",
        "broker?zone notin (b,a),gpu,!old@2       | broker?zone notin (a,b),gpu,!old@2",
        "broker?!old                              | broker?!old",
        "broker?owner=a%40b                       | broker?owner=a%40b",
        "broker?words=a\\,b                       | broker?words=a\\,b",
        "broker?words=a\\%20                      | broker?words=a\\%20",
        "broker?none=                             | broker?none=",
        "broker?url=a/b?c                         | broker?url=a/b?c",
        "broker?%21optional                       | broker?%21optional",
        "broker?env,%21optional!optional          | broker?env,%21optional!optional",
        "broker?shout=hey%21                      | broker?shout=hey%21",
      })
  void aReferenceHasOneText(String given, String text) {
    ComponentReference reference = ComponentReference.parse(given);
    assertEquals(text, reference.text());
    assertEquals(reference, ComponentReference.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                 | Reference should be KIND/NAME or KIND?SELECTOR",
        "nats               | Reference should be KIND/NAME or KIND?SELECTOR",
        "broker@2           | Reference should be KIND/NAME or KIND?SELECTOR",
        "broker:nats        | Reference should be KIND/NAME or KIND?SELECTOR",
        "brokr/nats         | The kind should be 'worker_pool', 'broker', 'server_api', 'scheduler'"
            + " or 'monitor'",
        "/nats              | The kind should be 'worker_pool', 'broker', 'server_api', 'scheduler'"
            + " or 'monitor'",
        "worker pool?a=b    | The kind should be 'worker_pool', 'broker', 'server_api', 'scheduler'"
            + " or 'monitor'",
        "broker/            | The name should have at least 1 character",
        "broker/@2          | The name should have at least 1 character",
        "broker/%20         | The name should have at least 1 character",
        "broker/!optional   | The name should have at least 1 character",
        "broker/a%0Ab       | The name should hold no control characters",
        "broker/%EF%BF%BD   | The name should be valid Unicode",
        "broker/%C3         | The name should be UTF-8 where it is percent-encoded",
        "broker/nats!maybe  | The end should be !optional; a ! in a name is written %21",
        "broker/nats!       | The end should be !optional; a ! in a name is written %21",
        "broker/a!optional@2 | The end should be !optional; a ! in a name is written %21",
        "broker/nats@2!opt  | The end should be !optional",
        "broker/nats@       | The version range after @ should not be empty",
        "broker?a=b@ !optional | The version range after @ should not be empty",
        "broker?            | The selector is wrong: at character 1 there should be the key of a"
            + " label",
        "broker?!optional   | The selector is wrong: at character 1 there should be the key of a"
            + " label",
        "broker?env=prod,   | The selector is wrong: at character 10 there should be the key of a"
            + " label",
        "broker?env in prod | The selector is wrong: at character 8 there should be values in"
            + " parentheses, such as (a,b)",
        "broker?env=prod!op | The end should be !optional; a ! in a label is written %21",
        "broker?env=%C3     | The selector should be UTF-8 where it is percent-encoded",
      })
  void anErrorNamesThePart(String given, String problem) {
    RuntimeApiException.InvalidRequest refused =
        assertThrows(
            RuntimeApiException.InvalidRequest.class, () -> ComponentReference.parse(given));
    assertEquals("depends_on: " + problem + " (got \"" + given + "\")", refused.getMessage());
  }

  @Test
  void controlsHalfCharactersAndLongTextsAreRefused() {
    assertRefused("Reference should hold no control characters", "broker/a\tb");
    assertRefused("Reference should be valid Unicode", "broker/\uD800");
    assertRefused("Reference should have at most 2048 characters", "broker?a=" + "x".repeat(2_040));
    assertRefused("Reference should have at most 2048 characters", "broker?a=" + "%".repeat(1_000));
    assertRefused("The name should have at most 512 characters", "broker/" + "x".repeat(513));
  }

  private static void assertRefused(String problem, String given) {
    RuntimeApiException.InvalidRequest refused =
        assertThrows(
            RuntimeApiException.InvalidRequest.class, () -> ComponentReference.parse(given));
    assertEquals(problem, refused.fields().getFirst().message());
  }

  @Test
  void anyNameAndAnyLabelsComeBack() {
    Random random = new Random(23);
    for (int i = 0; i < 20_000; i++) {
      ComponentReference reference = some(random);
      assertEquals(reference, ComponentReference.parse(reference.text()), reference::text);
      assertEquals(reference.text(), ComponentReference.parse(reference.text()).text());
    }
  }

  private static ComponentReference some(Random random) {
    RuntimeKind kind = RuntimeKind.values()[random.nextInt(RuntimeKind.values().length)];
    String range = List.of("", "^2.3", ">=2.1 <3", "2.x || 3").get(random.nextInt(4));
    boolean optional = random.nextBoolean();
    if (random.nextBoolean()) {
      String name = "x" + word(random, "ab@%!?/ ,=()\\4021optional-ü\uD83D\uDE00", 9) + "x";
      name = random.nextInt(9) == 0 ? name.substring(0, name.length() - 1) + "!optional" : name;
      return new ComponentReference(
          kind, name.replaceAll("[\uD800-\uDFFF]", "\uD83D\uDE00"), null, range, optional);
    }
    List<LabelRequirement> requirements = new ArrayList<>();
    do {
      String key =
          word(random, "ab@%?/\\4021-ü\u2003", 4)
              + List.of("k", "optional", "in").get(random.nextInt(3));
      Set<String> wanted = new TreeSet<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        wanted.add(word(random, "ab@%!?/ ,=()\\4021\t\n\u2003in", 6));
      }
      requirements.add(new LabelRequirement(key, wanted, random.nextBoolean()));
    } while (random.nextBoolean());
    return new ComponentReference(kind, null, new LabelSelector(requirements), range, optional);
  }

  private static String word(Random random, String alphabet, int most) {
    StringBuilder word = new StringBuilder();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "broker/nats, true",
    "broker/Nats, false",
    "worker_pool/nats, false",
    "broker?env=prod, true",
    "broker?env!=prod, false",
    "worker_pool?env=prod, false",
    "broker/nats@^9, true",
  })
  void itMatchesByKindAndNameOrLabels(String reference, boolean matches) {
    RuntimeComponentInfo row =
        new RuntimeComponentInfo(
            TestJson.object(
                """
                {"name":"nats","kind":"broker","labels":{"env":"prod"},"status":"offline"}
                """));
    assertEquals(matches, ComponentReference.parse(reference).matches(row));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                              | []             | []",
        "{\"depends_on\":null}                           | []             | []",
        "{\"depends_on\":[]}                             | []             | []",
        "{\"depends_on\":{}}                             | []             | []",
        "{\"depends_on\":\"broker/a\"}                   | []             | [broker/a]",
        "{\"depends_on\":7}                              | []             | [7]",
        "{\"depends_on\":{\"a\":1}}                      | []             | [{\"a\":1}]",
        "{\"depends_on\":[\"Broker/a\",\"b\",[1],null]}  | [broker/a]     | [broker/a, b, [1],"
            + " null]",
      })
  void whatIsNoReferenceIsShownAsWritten(String runtime, String references, String written) {
    DeclaredDependencies declared = DeclaredDependencies.of(TestJson.object(runtime));
    assertEquals(references, declared.references().toString());
    assertEquals(written, declared.written().toString());
  }
}
