package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build runs integration tests by their tag: one without it would never run. */
class IntegrationTestTagTest {

  @Test
  void eachClassNamedItIsAnnotated() throws IOException {
    List<Path> classes = new ArrayList<>();
    List<Path> untagged = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(file -> file.toString().endsWith("IT.java")).toList()) {
        classes.add(file);
        if (!Files.readString(file).contains("\n@IntegrationTest\n")) {
          untagged.add(file);
        }
      }
    }
    assertFalse(classes.isEmpty());
    assertEquals(List.of(), untagged);
  }
}
