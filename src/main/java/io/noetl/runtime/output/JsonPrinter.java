package io.noetl.runtime.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints one indented JSON document. */
final class JsonPrinter implements Printer {

  private final JsonText json;

  JsonPrinter(JsonText json) {
    this.json = json;
  }

  @Override
  public <T> void list(
      List<T> items,
      Map<String, ? extends @Nullable Object> envelope,
      View<T> view,
      PrintWriter out) {
    out.append(json.pretty(ListDocument.of(items, envelope, view))).append('\n');
  }

  @Override
  public <T> void one(T item, View<T> view, PrintWriter out) {
    out.append(json.pretty(view.document().apply(item))).append('\n');
  }
}
