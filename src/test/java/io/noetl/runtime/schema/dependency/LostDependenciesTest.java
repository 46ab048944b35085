package io.noetl.runtime.schema.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who loses what when components are taken away. */
class LostDependenciesTest {

  private static final Map<String, String> PROD = Map.of("env", "prod");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "broker/b1           | worker_pool/named broker/b1; worker_pool/optional"
            + " broker/b1!optional",
        "broker/b2           | ``",
        "broker/b3           | worker_pool/three broker?env=prod@^3",
        "broker/b1 broker/b2 broker/b3 | worker_pool/any broker?env=prod; worker_pool/named"
            + " broker/b1; worker_pool/optional broker/b1!optional; worker_pool/three"
            + " broker?env=prod@^3",
        "broker/b1 worker_pool/named | worker_pool/optional broker/b1!optional",
        "broker/gone         | worker_pool/late broker/gone",
        "broker/old1         | ``",
        "broker/old1 broker/old2 | worker_pool/stuck broker?env=old",
        "worker_pool/self    | ``",
      })
  void whatAnotherComponentMeetsIsNotLost(String taken, String expected) {
    DependencyGraph graph =
        new Rows()
            .add("broker/b1", "ready", 5, Map.of(), PROD)
            .add("broker/b2", "ready", 5, Map.of(), PROD)
            .add("broker/b3", "ready", 5, Map.of("version", "3.1.0"), PROD)
            .add("broker/gone", "offline", 5, Map.of())
            .add("broker/old1", "offline", 5, Map.of(), Map.of("env", "old"))
            .add("broker/old2", "offline", 5, Map.of(), Map.of("env", "old"))
            .ready("worker_pool/any", "broker?env=prod")
            .ready("worker_pool/named", "broker/b1")
            .ready("worker_pool/optional", "broker/b1!optional")
            .ready("worker_pool/three", "broker?env=prod@^3")
            .ready("worker_pool/late", "broker/gone")
            .ready("worker_pool/stuck", "broker?env=old")
            .ready("worker_pool/self", "worker_pool/self")
            .add("worker_pool/dead", "offline", 5, Map.of(), "broker/b1")
            .graph();
    List<String> lost =
        LostDependencies.without(
                Arrays.stream(taken.split(" ")).map(path -> Rows.node(graph, path)).toList())
            .stream()
            .map(dependency -> dependency.from() + " " + dependency.reference())
            .toList();
    assertEquals(expected, String.join("; ", lost));
  }
}
