package io.noetl.runtime.config;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table of settings in the configuration guide matches the enum. */
class ConfigurationGuideTest {

  private static final Path GUIDE = Path.of("docs/configuration.md");

  @Test
  void tableHasOneRowPerSetting() throws IOException {
    String expected =
        Stream.of(Setting.values()).map(ConfigurationGuideTest::row).collect(joining("\n"));
    String stated =
        Files.readAllLines(GUIDE).stream()
            .dropWhile(line -> !line.equals("| key | flag | variable | default | description |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .collect(joining("\n"));
    assertEquals(expected, stated);
  }

  private static String row(Setting setting) {
    String variables =
        setting.variables().stream().map(ConfigurationGuideTest::code).collect(joining(", "));
    return String.join(
        " | ",
        "| " + code(setting.key()),
        code(setting.flag()),
        variables.isEmpty() ? "-" : variables,
        code(setting.defaultText()),
        setting.description() + " |");
  }

  private static String code(@Nullable String text) {
    return text == null ? "-" : "`" + text + "`";
  }
}
