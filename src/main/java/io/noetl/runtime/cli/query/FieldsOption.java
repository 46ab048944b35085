package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.output.View;
import io.noetl.runtime.text.ShellWord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --json}: selects the fields of JSON documents. */
final class FieldsOption {

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FIELDS",
      order = 25,
      description = "JSON with these fields; without FIELDS list their names.")
  private @Nullable String json;

  /** Whether a field needs the graph of dependencies. */
  boolean needsDependencies() {
    return json != null && json.contains("blocked");
  }

  boolean isGiven() {
    return json != null;
  }

  /** Whether {@code --json} without a value asks for the field names. */
  boolean asksForNames() {
    return json != null && json.isEmpty();
  }

  /** The output format is JSON, unless another format for documents is selected. */
  Map<Setting, String> flags(@Nullable String format) {
    if (json == null) {
      return Map.of();
    }
    if (format != null && !List.of("json", "jsonl", "yaml").contains(format)) {
      throw new UsageException(
          "--json selects fields, but -o " + ShellWord.of(format) + " has none",
          "use -o json, jsonl or yaml, or --columns");
    }
    return Map.of(Setting.OUTPUT, "json");
  }

  View<ListedComponent> view(View<ListedComponent> view) {
    if (json == null) {
      return view;
    }
    List<String> fields = ComponentFields.read(json);
    return view.withDocument(component -> ComponentFields.of(component, fields));
  }
}
