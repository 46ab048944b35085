package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.noetl.runtime.config.MalformedYamlException;
import io.noetl.runtime.config.YamlFile;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.NameGlob;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.declaration.FieldChange;
import io.noetl.runtime.secrets.MaskedValues;
import io.noetl.runtime.secrets.SecretText;
import io.noetl.runtime.text.DurationText;
import io.noetl.runtime.text.NearestWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What reads text from outside takes time that grows with the text and no faster: half a megabyte
 * costs about a second, and minutes where the cost grows with its square.
 */
@IntegrationTest
class HostileTextTest {

  private static final int SIZE = 500_000;

  private static String filled(String piece) {
    return piece.repeat(SIZE / piece.length());
  }

  private static DynamicTest quick(String what, String text, Consumer<String> reading) {
    return DynamicTest.dynamicTest(
        "of " + Json.write(what),
        () -> {
          assertTimeoutPreemptively(
              Duration.ofSeconds(30),
              () -> {
                try {
                  reading.accept(text);
                } catch (RuntimeApiException.InvalidRequest
                    | MalformedJsonException
                    | MalformedYamlException
                    | IllegalArgumentException refused) {
                  // To refuse it is as good.
                }
              });
        });
  }

  @TestFactory
  Stream<DynamicTest> globs() {
    return Stream.of("*", "*-", "?*", "[a-z]*", "[", "[a", "\\", "[!a]")
        .map(piece ->
            quick(
                piece,
                filled(piece).substring(0, 20_000),
                text -> NameGlob.of(text).matches("-".repeat(512))));
  }

  @TestFactory
  Stream<DynamicTest> selectors() {
    return Stream.of(
            "a",
            ",",
            "a,",
            "!",
            "a=b,",
            "a in (b),",
            "a in (b,",
            " ",
            "\\",
            "a=\\,",
            "!a,",
            "(",
            "a=  ")
        .flatMap(piece ->
            Stream.of("", "a=", "a in (")
                .map(begin -> quick(begin + piece, begin + filled(piece), LabelSelector::parse)));
  }

  @TestFactory
  Stream<DynamicTest> secretsInText() {
    return Stream.of(
            "://",
            "a://",
            "\"://",
            "a=",
            "a=b,",
            "password=",
            "password=,",
            "password='",
            "=",
            ",a",
            "a=a,a",
            "\"",
            "\"a\":",
            "\"password\":",
            "\"password\":[",
            "\"password\":{\"",
            "\\\"",
            "http://a:b@",
            "a://?",
            "?a=b&",
            "@",
            "http://u:p@h?password=x&",
            "token=a;",
            "a://b@c ",
            " ",
            "\" ",
            "password =",
            "a://@?=")
        .map(piece -> quick(piece, filled(piece).repeat(2), SecretText::of));
  }

  @TestFactory
  Stream<DynamicTest> secretsInAddresses() {
    return Stream.of("://", "?", "@", "?@", "a:b@", "&a=", ":", "/", "1:@")
        .map(piece -> quick(piece, filled(piece), SecretText::address));
  }

  @TestFactory
  Stream<DynamicTest> yaml() {
    return Stream.of(
            "a",
            "1",
            "- ",
            "? ",
            "a: ",
            "[",
            "{",
            "[a,",
            "{a: b,",
            "&a ",
            "*a ",
            "'",
            "\"",
            "\\",
            "| ",
            "#",
            "\n",
            " ",
            "a\n",
            "- a\n",
            "--- ",
            "---\n",
            "!a ",
            "!!str ",
            "a: 1\n",
            "x1: 1\n",
            "''",
            "%TAG ! a\n",
            "\t",
            "? a\n",
            ": ",
            "- &a [*a]\n",
            "0x1",
            "1e1",
            ".",
            "-",
            "_",
            "+",
            "1_",
            "a:",
            ",",
            "<<: ",
            "\u00e9",
            "a b ",
            "- 1.5\n")
        .flatMap(piece ->
            Stream.of("", "a: ", "\"", "|\n ", "- [", "{")
                .map(begin -> quick(begin + piece, begin + filled(piece), YamlFile::parseAll)));
  }

  @TestFactory
  Stream<DynamicTest> json() {
    return Stream.of(
            "1",
            "[",
            "{\"a\":",
            "\"",
            " ",
            "[1,",
            "1e1",
            "\\",
            "{\"a\":1,",
            "-",
            "0",
            "9 ",
            "tru",
            "1.")
        .flatMap(piece ->
            Stream.of("", "[", "\"", "{\"a\":", "1.", "1e")
                .map(begin ->
                    quick(
                        begin + piece,
                        begin + filled(piece),
                        text -> {
                          Json.readAll(text);
                          Json.read(text);
                        })));
  }

  @TestFactory
  Stream<DynamicTest> words() {
    return Stream.of("a", "1", "9.", " ", "e")
        .flatMap(piece ->
            Stream.of(
                quick(
                    "nearest " + piece,
                    filled(piece),
                    text -> NearestWord.to(text, RuntimeRegistrationRequest.FIELDS)),
                quick("duration " + piece, filled(piece), DurationText::parse)));
  }

  @TestFactory
  Stream<DynamicTest> numbersInRequests() {
    return Stream.of("9", "0", "0.", "1e", "-", " ", "9.0")
        .flatMap(piece ->
            Stream.of("capacity", "pid")
                .map(field ->
                    quick(
                        field + " " + piece,
                        filled(piece),
                        text ->
                            RuntimeRegistrationRequest.fromJson(
                                JsonObject.EMPTY.with("name", "a").with(field, text)))));
  }

  /** Each error, mask and difference in it has a place of its own, below a key of this length. */
  @TestFactory
  Stream<DynamicTest> placesBelowLongKey() {
    Map<String, Object> many = new LinkedHashMap<>();
    List<String> masks = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      many.put("k" + i, "\0****");
      masks.add("****");
    }
    Map<String, Object> long1 = Map.of("k".repeat(SIZE), many);
    JsonObject meta = JsonObject.EMPTY.with("name", "a").with("meta", long1);
    return Stream.of(
        quick("errors", "", text -> RuntimeRegistrationRequest.fromJson(meta)),
        quick("masks", "", text -> MaskedValues.places(JsonObject.of(Map.of("a", masks)).node())),
        quick("differences", "", text -> FieldChange.between(meta, JsonObject.EMPTY)),
        quick("fields", "", text -> FieldChange.between(JsonObject.of(many), JsonObject.EMPTY)));
  }
}
