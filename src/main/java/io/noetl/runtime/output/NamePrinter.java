package io.noetl.runtime.output;

import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Prints one name a line. */
final class NamePrinter implements Printer {

  private final Terminal terminal;

  NamePrinter(Terminal terminal) {
    this.terminal = terminal;
  }

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
    String name = view.name().apply(item);
    // What reorders text misleads a reader, but another command needs the name as it is.
    boolean isRead = terminal.interactive();
    out.append(isRead ? Printable.escape(name) : Printable.escapeControls(name)).append('\n');
  }
}
