package io.noetl.runtime.output;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Prints one compact JSON document a line. */
final class JsonLinesPrinter implements Printer {

  private final JsonText json;

  JsonLinesPrinter(JsonText json) {
    this.json = json;
  }

  @Override
  public <T> void list(List<T> items, ObjectNode envelope, View<T> view, PrintWriter out) {
    for (T item : items) {
      one(item, view, out);
    }
  }

  @Override
  public <T> void one(T item, View<T> view, PrintWriter out) {
    out.append(json.compact(view.document().apply(item))).append('\n');
  }
}
