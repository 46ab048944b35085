package io.noetl.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.config.YamlLines.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines on which items stand. */
class YamlLinesTest {

  @Test
  void itemsOfDocumentsAndListsAreFoundInTheirOrder() {
    assertEquals(
        List.of(
            new Place(2, Map.of("name", 2, "labels", 3)),
            new Place(6, Map.of("name", 6)),
            new Place(10, Map.of("name", 10, "items", 11))),
        YamlLines.of(
            """
            # pools
            name: one
            labels:
              a: b
            ---
            - name: two
            ---
            # nothing
            ---
            {name: three,
              items: [1]}
            """));
  }

  @Test
  void jsonThatListPrintsIsALists() {
    assertEquals(
        List.of(new Place(3, Map.of("name", 4, "capacity", 5)), new Place(7, Map.of("name", 7))),
        YamlLines.of(
            """
            {
              "items": [
                {
                  "name": "one",
                  "capacity": -1
                },
                {"name": "two"}
              ],
              "count": 2
            }
            """));
  }

  @Test
  void linesOfWhatIsNotYamlAreUnknown() {
    assertEquals(List.of(), YamlLines.of("{\"name\": \"a\"}\n{\"name\": \"b\"}\n"));
    assertEquals(List.of(), YamlLines.of("a: [".repeat(2)));
  }
}
