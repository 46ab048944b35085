package io.noetl.runtime.output;

import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Prints one name a line. */
final class NamePrinter implements Printer {

  @Override
  public <T> void list(List<T> items, ObjectNode envelope, View<T> view, PrintWriter out) {
    for (T item : items) {
      // A line without a name is nothing that another command could be given.
      if (!view.name().apply(item).isBlank()) {
        one(item, view, out);
      }
    }
  }

  @Override
  public <T> void one(T item, View<T> view, PrintWriter out) {
    out.append(Printable.escape(view.name().apply(item))).append('\n');
  }
}
