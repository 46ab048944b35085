package io.noetl.runtime.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.noetl.runtime.cli.component.DeclarationFuzz;
import io.noetl.runtime.cli.query.ComponentRowFuzz;
import io.noetl.runtime.cli.watch.FlapLogFuzz;
import io.noetl.runtime.client.HttpAnswerFuzz;
import io.noetl.runtime.client.ServerAddressFuzz;
import io.noetl.runtime.config.ConfigTextFuzz;
import io.noetl.runtime.endpoint.http.HttpHeadFuzz;
import io.noetl.runtime.endpoint.list.ListQueryFuzz;
import io.noetl.runtime.json.JsonFuzz;
import io.noetl.runtime.metric.MetricTextFuzz;
import io.noetl.runtime.probe.ProbeTargetFuzz;
import io.noetl.runtime.schema.GlobFuzz;
import io.noetl.runtime.schema.ReferenceFuzz;
import io.noetl.runtime.schema.RequestFuzz;
import io.noetl.runtime.schema.SelectorFuzz;
import io.noetl.runtime.schema.compatibility.RuleFuzz;
import io.noetl.runtime.schema.discovery.ScrapeAddressFuzz;
import io.noetl.runtime.schema.version.RangeFuzz;
import io.noetl.runtime.schema.version.VersionFuzz;
import io.noetl.runtime.secrets.SecretTextFuzz;
import io.noetl.runtime.service.postgres.PasswordFileFuzz;
import io.noetl.runtime.service.postgres.PostgresUrlFuzz;
import io.noetl.runtime.tls.PemFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each fuzz target over the inputs that are kept for it, as plain tests: no fuzzer is loaded.
 * {@code ./mvnw -Pfuzz test} looks for more inputs.
 */
class FuzzCorpusTest {

  private static final Path JAVA = Path.of("src/test/java/io/noetl/runtime");
  private static final Path RESOURCES = Path.of("src/test/resources/io/noetl/runtime");
  private static final String SUFFIX = "Fuzz.java";

  private static final HttpHeadFuzz HTTP_HEAD = new HttpHeadFuzz();

  private static final Map<String, Consumer<byte[]>> TARGETS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cli/query/ComponentRow", new ComponentRowFuzz()::check),
              Map.entry("cli/component/Declaration", new DeclarationFuzz()::check),
              Map.entry("cli/watch/FlapLog", new FlapLogFuzz()::check),
              Map.entry("client/HttpAnswer", new HttpAnswerFuzz()::check),
              Map.entry("client/ServerAddress", new ServerAddressFuzz()::check),
              Map.entry("config/ConfigText", new ConfigTextFuzz()::check),
              Map.entry("endpoint/http/HttpHead", HTTP_HEAD::check),
              Map.entry("endpoint/list/ListQuery", new ListQueryFuzz()::check),
              Map.entry("schema/Glob", new GlobFuzz()::check),
              Map.entry("json/Json", new JsonFuzz()::check),
              Map.entry("metric/MetricText", new MetricTextFuzz()::check),
              Map.entry("schema/Request", new RequestFuzz()::check),
              Map.entry("schema/Reference", new ReferenceFuzz()::check),
              Map.entry("schema/Selector", new SelectorFuzz()::check),
              Map.entry("schema/compatibility/Rule", new RuleFuzz()::check),
              Map.entry("probe/ProbeTarget", new ProbeTargetFuzz()::check),
              Map.entry("schema/discovery/ScrapeAddress", new ScrapeAddressFuzz()::check),
              Map.entry("schema/version/Range", new RangeFuzz()::check),
              Map.entry("schema/version/Version", new VersionFuzz()::check),
              Map.entry("secrets/SecretText", new SecretTextFuzz()::check),
              Map.entry("service/postgres/PasswordFile", new PasswordFileFuzz()::check),
              Map.entry("service/postgres/PostgresUrl", new PostgresUrlFuzz()::check),
              Map.entry("tls/Pem", new PemFuzz()::check)));

  @AfterAll
  static void close() throws IOException {
    HTTP_HEAD.close();
  }

  @TestFactory
  Stream<DynamicTest> targetHoldsForInput() {
    return TARGETS.entrySet().stream()
        .flatMap(target ->
            inputs(target.getKey()).stream()
                .map(file -> test(target.getKey(), target.getValue(), file)));
  }

  private static DynamicTest test(String name, Consumer<byte[]> target, Path file) {
    return dynamicTest(
        name + " " + file.getFileName(), () -> target.accept(Files.readAllBytes(file)));
  }

  @Test
  void everyTargetHoldsForNothingAtAll() {
    TARGETS.values().forEach(target -> target.accept(new byte[0]));
  }

  @Test
  void everyTargetIsHereAndHasInputs() throws IOException {
    try (Stream<Path> files = Files.walk(JAVA)) {
      List<String> found =
          files
              .map(file -> JAVA.relativize(file).toString())
              .filter(file -> file.endsWith(SUFFIX))
              .map(file -> file.substring(0, file.length() - SUFFIX.length()))
              .sorted()
              .toList();
      assertEquals(List.copyOf(TARGETS.keySet()), found);
    }
    TARGETS.keySet().forEach(name -> assertTrue(inputs(name).size() >= 3, name));
  }

  private static List<Path> inputs(String name) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(name + "FuzzInputs/check"))) {
      return files.sorted().toList();
    } catch (IOException missing) {
      throw new AssertionError("no inputs of " + name, missing);
    }
  }
}
