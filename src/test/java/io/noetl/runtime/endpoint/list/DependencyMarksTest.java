package io.noetl.runtime.endpoint.list;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list is written again, with the graph, only for rows that the graph would mark. */
class DependencyMarksTest {

  @ParameterizedTest
  @CsvSource({
    "\"depends_on\":[\"broker/b\"], true",
    "\"type\":\"python\", false",
    "\"depends_on\":null, false",
    "\"depends_on\":[], false",
    "\"depends_on\":\"broker/b\", false",
    "\"depends_on\":[\"broker/b@\"], false",
    "'\"type\":\"server_control\",\"depends_on\":[\"broker/b\"]', false"
  })
  void graphIsMissedByRowsWithReferences(String field, boolean isMissed) {
    DependencyMarks marks = new DependencyMarks(null);
    RuntimeComponentInfo row =
        new RuntimeComponentInfo(
            Json.readObject("{\"name\":\"n\",\"runtime\":{%s}}".formatted(field)));
    assertSame(row, marks.on(row));
    assertEquals(isMissed, marks.areMissing());
  }
}
