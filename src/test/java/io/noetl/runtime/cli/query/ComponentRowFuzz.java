package io.noetl.runtime.cli.query;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.fuzz.Fuzzing;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.json.MalformedJsonException;
import io.noetl.runtime.output.JsonText;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.output.Printer;
import io.noetl.runtime.output.Terminal;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Fuzzes rows of servers: every row can be shown in every format. */
public final class ComponentRowFuzz {

  private static final JsonText JSON =
      new JsonText() {
        @Override
        public String compact(JsonNode value) {
          return Json.write(value);
        }

        @Override
        public String pretty(JsonNode value) {
          return Json.writePretty(value);
        }
      };

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @FuzzTest
  public void check(byte[] input) {
    RuntimeComponentInfo row;
    try {
      JsonObject object = Json.readObject(Fuzzing.text(input));
      row = new RuntimeComponentInfo(object.with("name", String.valueOf(object.text("name"))));
    } catch (MalformedJsonException refused) {
      return;
    }
    ListedComponent listed =
        ListedComponent.of(
                new RuntimeListResponse(List.of(row), JsonObject.EMPTY, NOW),
                NOW,
                Duration.ofSeconds(60))
            .getFirst();
    for (OutputFormat format : OutputFormat.values()) {
      String shown = Fuzzing.bounded(input, () -> shown(listed.masked(), format));
      boolean isCsv = format == OutputFormat.CSV || format == OutputFormat.CSV_RAW;
      Fuzzing.holds(isCsv || !Fuzzing.drivesTerminal(shown), format + " drives a terminal");
    }
  }

  private static String shown(ListedComponent listed, OutputFormat format) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Printer printer = Printer.of(format, new Terminal(true, 80, false), JSON);
    printer.list(List.of(listed), JsonObject.EMPTY.node(), ListedComponent.VIEW, out);
    printer.one(listed, ListedComponent.VIEW, out);
    out.flush();
    return text.toString();
  }
}
