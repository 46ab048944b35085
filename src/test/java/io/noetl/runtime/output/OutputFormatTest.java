package io.noetl.runtime.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFormatTest {

  @Test
  void wordsAreThoseOfTheCommandLine() {
    assertEquals(
        List.of("table", "wide", "json", "jsonl", "yaml", "csv", "name", "csv-raw"),
        Stream.of(OutputFormat.values()).map(OutputFormat::word).toList());
  }

  @ParameterizedTest
  @EnumSource
  void wordIsUnderstoodInEitherCase(OutputFormat format) {
    assertEquals(format, OutputFormat.of(format.word()));
    assertEquals(format, OutputFormat.of(format.word().toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @EnumSource
  void formatIsShownAsItsWord(OutputFormat format) {
    assertEquals(format.word(), format.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "", "jso", "json "})
  void unknownWordIsRefusedWithTheListOfFormats(String word) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> OutputFormat.of(word));
    assertEquals(
        "unknown output format '"
            + word
            + "', use one of table, wide, json, jsonl, yaml, csv, name",
        refusal.getMessage());
  }

  @Test
  void unknownWordCannotDriveTheTerminal() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> OutputFormat.of("\u001b[2J"));
    assertEquals(
        "unknown output format '\\u001b[2J', use one of table, wide, json, jsonl, yaml, csv, name",
        refusal.getMessage());
  }
}
