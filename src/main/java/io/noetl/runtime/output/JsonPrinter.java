package io.noetl.runtime.output;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Prints one indented JSON document. */
final class JsonPrinter implements Printer {

  private final JsonText json;

  JsonPrinter(JsonText json) {
    this.json = json;
  }

  @Override
  public <T> void list(List<T> items, ObjectNode envelope, View<T> view, PrintWriter out) {
    out.append(json.pretty(ListDocument.of(items, envelope, view))).append('\n');
  }

  @Override
  public <T> void one(T item, View<T> view, PrintWriter out) {
    out.append(json.pretty(view.document().apply(item))).append('\n');
  }
}
