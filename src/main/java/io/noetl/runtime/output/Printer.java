package io.noetl.runtime.output;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes results in one format, with {@code \n} at the end of every line, and never flushes. */
public interface Printer {

  /** The printer of a format. */
  static Printer of(OutputFormat format, Terminal terminal, JsonText json) {
    return switch (format) {
      case TABLE -> new TablePrinter(false, terminal);
      case WIDE -> new TablePrinter(true, terminal);
      case JSON -> new JsonPrinter(json);
      case JSONL -> new JsonLinesPrinter(json);
      case YAML -> new YamlPrinter();
      case CSV -> new CsvPrinter(false);
      case CSV_RAW -> new CsvPrinter(true);
      case NAME -> new NamePrinter(terminal);
    };
  }

  /**
   * Writes any number of things; the entries of the envelope go beside them where the format has a
   * place for that, which is JSON and YAML.
   */
  <T> void list(List<T> items, ObjectNode envelope, View<T> view, PrintWriter out);

  /** How many columns the last list left out for want of room. */
  default int hiddenColumns() {
    return 0;
  }

  /** Writes a single thing. */
  <T> void one(T item, View<T> view, PrintWriter out);
}
