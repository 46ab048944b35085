package io.noetl.runtime.cli.component;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.MalformedYamlException;
import io.noetl.runtime.config.YamlFile;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.output.Printer;
import io.noetl.runtime.output.Terminal;
import io.noetl.runtime.output.View;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a file of declarations, under each of the names that it may have: values or one kind
 * of refusal, and YAML that is printed again reads the same.
 */
public final class DeclarationFuzz {

  private static final List<String> NAMES = List.of("f.yaml", "f.json", "f.jsonl", "f");

  @FuzzTest
  public void check(byte[] input) {
    String text = Fuzzing.text(input);
    if (text.isBlank()) {
      return;
    }
    for (String name : NAMES) {
      try {
        List<JsonNode> values = Fuzzing.bounded(input, () -> new InputDocuments(name, text).read());
        for (JsonNode value : values) {
          JsonObject object = JsonObject.from(value);
          if (object != null) {
            Fuzzing.same(Json.write(object), Json.write(printedAndRead(object.node())));
          }
        }
      } catch (UsageException refused) {
        int length = String.valueOf(refused.getMessage()).length();
        Fuzzing.holds(length < 2_000, "characters of the message: " + length);
      }
    }
  }

  private static Object printedAndRead(ObjectNode fields) {
    StringWriter yaml = new StringWriter();
    PrintWriter out = new PrintWriter(yaml);
    View<ObjectNode> view =
        new View<>(
            List.of(Column.of("A", item -> "")), item -> "", item -> item, item -> List.of());
    Printer.of(OutputFormat.YAML, Terminal.NONE, null).one(fields, view, out);
    out.flush();
    try {
      return YamlFile.parse(yaml.toString());
    } catch (MalformedYamlException broken) {
      throw new AssertionError("printed as YAML that cannot be read: " + yaml, broken);
    }
  }
}
