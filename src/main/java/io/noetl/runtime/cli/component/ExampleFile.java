package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.BundledText;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.json.Json;
import io.noetl.runtime.output.OutputFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The file of components that {@code --example} prints. */
public final class ExampleFile {

  private ExampleFile() {}

  /**
   * Prints it as commented YAML or as JSON, and returns the exit code.
   *
   * @throws UsageException for a format that no file of components has
   */
  public static int print(RegistryOptions registry, Environment environment) {
    String yaml = BundledText.read(ExampleFile.class, "example.yaml");
    JsonNode components = new InputDocuments("example.yaml", yaml).read().getFirst();
    OutputFormat format =
        registry.settings(Map.of(), environment).choice(Setting.OUTPUT, OutputFormat::of);
    switch (format) {
      case TABLE, WIDE, YAML -> environment.out().append(yaml);
      case JSON -> environment.out().append(Json.writePretty(components)).append('\n');
      case JSONL ->
          components.forEach(
              component -> environment.out().append(Json.write(component)).append('\n'));
      case CSV, CSV_RAW, NAME ->
          throw new UsageException(
              "no file of components is " + format.word(), "use -o yaml or -o json");
    }
    return ExitCode.OK.code();
  }
}
