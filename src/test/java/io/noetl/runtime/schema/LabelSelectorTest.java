package io.noetl.runtime.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noetl.runtime.TestJson;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {

  private static final RuntimeComponentInfo COMPONENT =
      new RuntimeComponentInfo(
          TestJson.object(
              """
              {"labels":{"env":"prod","tier":"api","n":7,"none":null,"in":"x","eq":"a=b",\
              "list":"a,b","words":"a b"}}
              """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "env=prod                      | true",
        "env==prod                     | true",
        "env=dev                       | false",
        "env = prod , tier = api       | true",
        "env=prod,tier=web             | false",
        "tier!=web                     | true",
        "tier!=api                     | false",
        "other!=web                    | true",
        "env in (dev,prod)             | true",
        "env in ( dev , prod )         | true",
        "env in(prod)                  | true",
        "env in (dev)                  | false",
        "other in (dev)                | false",
        "env notin (dev,test)          | true",
        "env notin (prod)              | false",
        "other notin (prod)            | true",
        "env                           | true",
        "other                         | false",
        "!other                        | true",
        "! env                         | false",
        "in                            | true",
        "in in (x)                     | true",
        "index                         | false",
        "none=                         | true",
        "none in ()                    | true",
        "env=                          | false",
        "n=7                           | true",
        "eq=a=b                        | true",
        "list=a\\,b                    | true",
        "list in (a\\,b,c)             | true",
        "words=a b                     | true",
        "env in (a,b),!other,tier      | false",
        "env in (prod,b),!other,tier   | true",
      })
  void labelsAreSelectedAsKubectlSelectsThem(String selector, boolean matches) {
    assertEquals(matches, LabelSelector.parse(selector).matches(COMPONENT), selector);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``             | 1  | there should be the key of a label",
        "=prod          | 1  | there should be the key of a label",
        "env=prod,      | 10 | there should be the key of a label",
        "env=prod,,x    | 10 | there should be the key of a label",
        "!              | 2  | there should be the key of a label",
        "env prod       | 5  | there should be a comma or the end",
        "env!prod       | 4  | there should be a comma or the end",
        "env in prod    | 8  | there should be values in parentheses, such as (a,b)",
        "env notin (a,b | 15 | there should be a closing parenthesis",
        "env in (a) x   | 12 | there should be a comma or the end",
      })
  void errorsSayWhere(String selector, int character, String expected) {
    RuntimeApiException.InvalidRequest refused =
        assertThrows(RuntimeApiException.InvalidRequest.class, () -> LabelSelector.parse(selector));
    assertEquals(
        "label: At character %d %s (got \"%s\")".formatted(character, expected, selector),
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"env,prod,true", "env,dev,false", "other,x,false"})
  void labelsWithValuesAreASelectorToo(String key, String value, boolean matches) {
    assertEquals(matches, LabelSelector.of(Map.of(key, value)).matches(COMPONENT));
    assertEquals(
        matches,
        LabelSelector.of(Map.of(key, value)).and(LabelSelector.EVERYTHING).matches(COMPONENT));
  }
}
