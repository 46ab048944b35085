package io.noetl.runtime.config;

import java.util.List;

/** Several entries in one text, one a line: no label and no header spans lines. */
final class ListText {

  private ListText() {}

  /** The text of entries that were separated by commas; empty ones are dropped. */
  static String ofCommaList(String commaList) {
    StringBuilder text = new StringBuilder(commaList.length());
    for (String entry : commaList.split(",", -1)) {
      if (!entry.isBlank()) {
        text.append(text.isEmpty() ? "" : "\n").append(entry.strip());
      }
    }
    return text.toString();
  }

  static String of(List<String> entries) {
    return String.join("\n", entries);
  }

  static List<String> entries(String text) {
    return text.lines().toList();
  }
}
