package io.noetl.runtime.output;

import io.noetl.runtime.text.Printable;
import java.util.StringJoiner;

/** The forms in which a result can be asked for. */
public enum OutputFormat {
  TABLE("table"),
  WIDE("wide"),
  JSON("json"),
  JSONL("jsonl"),
  YAML("yaml"),
  CSV("csv"),
  NAME("name"),
  /** What {@code --csv-raw} asks for: CSV with cells that a spreadsheet would run. */
  CSV_RAW("csv-raw");

  private final String word;

  OutputFormat(String word) {
    this.word = word;
  }

  /**
   * The format that a word stands for, in upper or lower case.
   *
   * @throws IllegalArgumentException for any other word, with a sentence that lists the formats
   */
  public static OutputFormat of(String word) {
    for (OutputFormat format : values()) {
      if (format.word.equalsIgnoreCase(word)) {
        return format;
      }
    }
    StringJoiner words = new StringJoiner(", ");
    for (OutputFormat format : values()) {
      if (format != CSV_RAW) {
        words.add(format.word);
      }
    }
    throw new IllegalArgumentException(
        "unknown output format '" + Printable.escape(word) + "', use one of " + words);
  }

  /** The word that is written on the command line. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
