package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noetl.runtime.TestJson;
import io.noetl.runtime.cli.CommandRun;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistrationField;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command explain, and that what it says is so. */
class ExplainCommandTest {

  @TempDir private Path home;

  private CommandRun.Ended explain(String... arguments) {
    List<String> line = new ArrayList<>(List.of("explain"));
    line.addAll(Arrays.asList(arguments));
    return new CommandRun(home).run(line.toArray(String[]::new));
  }

  @Test
  void fieldIsDescribedInFull() {
    assertEquals(
        new CommandRun.Ended(
            0,
            """
            uri <string>
              Address of the component.

            Limit:    at most 2048 characters; required for broker and server_api
            Aliases:  base_url, endpoint

            Kept by:
              python_2025  stored, not shown
              python_2026  stored, not shown
              rust         kept
              serve        kept
              direct       kept
            """,
            ""),
        explain("uri"));
    assertEquals(explain("uri"), explain("endpoint"));
  }

  @Test
  void everyFieldIsListed() {
    Set<String> named = new TreeSet<>();
    JsonObject listed = TestJson.object(explain("-o", "json").out());
    for (JsonObject field : TestJson.items(listed, "items")) {
      named.add(field.text("field"));
      named.addAll(RegistrationField.of(field.text("field")).aliases());
      assertEquals("kept", field.object("kept_by").text("direct").substring(0, 4));
    }
    assertEquals(new TreeSet<>(RuntimeRegistrationRequest.FIELDS), named);
    assertTrue(explain().out().startsWith("FIELD         TYPE     DEFAULT"), explain().out());
  }

  @Test
  void unknownFieldIsRefused() {
    assertEquals(
        new CommandRun.Ended(
            2, "", "noetl-runtime: a registration has no field capcity; did you mean capacity?\n"),
        explain("capcity"));
  }

  @ParameterizedTest
  @CsvSource({"name, 512", "runtime, 255", "uri, 2048", "status, 64", "hostname, 255"})
  void limitsAreThoseOfARegistration(String field, int most) {
    String limit = RegistrationField.of(field).limit();
    assertTrue(limit.contains(Integer.toString(most)), limit);
    assertEquals("x".repeat(most), registered(field, most).text(field));
    assertThrows(RuntimeApiException.InvalidRequest.class, () -> registered(field, most + 1));
  }

  private static JsonObject registered(String field, int length) {
    JsonObject fields = JsonObject.EMPTY.with("name", "demo").with(field, "x".repeat(length));
    return RuntimeRegistrationRequest.fromJson(fields).toJson();
  }
}
