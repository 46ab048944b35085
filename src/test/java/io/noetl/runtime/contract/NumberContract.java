package io.noetl.runtime.contract;

import static io.noetl.runtime.contract.ContractWords.only;
import static io.noetl.runtime.contract.ContractWords.registration;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.declaration.FieldChange;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers in labels and meta come back as they went, whatever is behind the registry. */
interface NumberContract {

  /** The registry under test, empty at the start of each test. */
  RuntimeApi api();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "9223372036854775808",
        "1.10",
        "0.1234567890123456789012345678901234567890123456789012345678901234",
        "1234567890123456789012345678901234567890123456789012345678901234e337",
        "1e400",
        "-1e-400",
        "9.99e400",
      })
  default void numberComesBackToTheDigit(String number) {
    String sent = "{'n':" + number + ",'in':[{'n':" + number + "}]}";
    register(sent);
    assertStored(sent);
    // What was read is written again: two equal results mean that it never changes.
    register(Json.write(only(api(), "p").json().get("labels")));
    assertStored(sent);
    api().update(RuntimeUpdateRequest.fromJson(json("{'name':'p','labels':{'m':" + number + "}}")));
    assertStored(sent.replaceFirst(".$", ",'m':" + number + "}"));
  }

  private void register(String labels) {
    api()
        .register(
            registration(
                "{'name':'p','runtime':'python','labels':" + labels + ",'meta':" + labels + "}"));
  }

  private void assertStored(String labels) {
    JsonObject row = only(api(), "p").json();
    assertEquals(List.of(), FieldChange.between(json(labels), row.object("labels")));
    assertEquals(
        List.of(),
        FieldChange.between(
            JsonObject.EMPTY.with("n", json(labels).get("n")),
            JsonObject.EMPTY.with("n", row.object("runtime").get("n"))));
  }

  private static JsonObject json(String text) {
    return TestJson.object(text.replace('\'', '"'));
  }
}
