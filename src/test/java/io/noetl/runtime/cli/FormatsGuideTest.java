package io.noetl.runtime.cli;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of exit codes in the guide to formats matches the enum. */
class FormatsGuideTest {

  @Test
  void tableHasOneRowPerExitCode() throws IOException {
    String expected =
        Stream.of(ExitCode.values())
            .map(code ->
                "| %d | `%s` | %s | %s |"
                    .formatted(code.code(), code.word(), code.retry(), code.meaning()))
            .collect(joining("\n"));
    String stated =
        Files.readAllLines(Path.of("docs/formats.md")).stream()
            .dropWhile(line -> !line.equals("| code | name | retry | meaning |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .collect(joining("\n"));
    assertEquals(expected, stated);
  }
}
