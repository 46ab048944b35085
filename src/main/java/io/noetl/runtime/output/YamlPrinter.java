package io.noetl.runtime.output;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Prints one YAML document. */
final class YamlPrinter implements Printer {

  @Override
  public <T> void list(List<T> items, ObjectNode envelope, View<T> view, PrintWriter out) {
    out.append(YamlText.of(ListDocument.of(items, envelope, view))).append('\n');
  }

  @Override
  public <T> void one(T item, View<T> view, PrintWriter out) {
    out.append(YamlText.of(view.document().apply(item))).append('\n');
  }
}
