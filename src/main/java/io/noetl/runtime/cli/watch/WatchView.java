package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of the components a screen shows: where it is scrolled to, its filter and its order. */
final class WatchView {

  private static final List<String> HELP =
      List.of(
          "Up, Down, PgUp, PgDn, Home, End  scroll; also k, j, b, Space, g and G",
          "/    filter by words in name, kind, status, runtime, host and labels",
          "     Enter keeps the filter, Ctrl-U clears it, Esc removes it",
          "s    next order: %s",
          "?    this help, until the next key",
          "q    quit; Ctrl-Z suspends");

  private final List<WatchOrder> orders;
  private int order;
  private int top;
  private int window = 1;
  private String filter = "";
  private boolean typing;
  private boolean help;

  WatchView(List<WatchOrder> orders) {
    this.orders = orders;
  }

  /** Takes a key; false for the one that ends the watch. */
  boolean press(Key key) {
    if (help) {
      help = false;
      return !key.types("q");
    }
    if (typing) {
      type(key);
      return true;
    }
    switch (key.name()) {
      case UP -> top--;
      case DOWN -> top++;
      case PAGE_UP -> top -= window;
      case PAGE_DOWN -> top += window;
      case HOME -> top = 0;
      case END -> top = Integer.MAX_VALUE;
      case ESCAPE -> filter = "";
      case TEXT -> {
        return command(key.text());
      }
      case ENTER, BACKSPACE, CLEAR, OTHER -> {}
    }
    return true;
  }

  private boolean command(String character) {
    switch (character) {
      case "k" -> top--;
      case "j" -> top++;
      case "b" -> top -= window;
      case " " -> top += window;
      case "g" -> top = 0;
      case "G" -> top = Integer.MAX_VALUE;
      case "/" -> typing = true;
      case "?" -> help = true;
      case "s" -> {
        order = (order + 1) % orders.size();
        top = 0;
      }
      default -> {
        return !character.equals("q");
      }
    }
    return true;
  }

  private void type(Key key) {
    switch (key.name()) {
      case TEXT -> filter += key.text();
      case BACKSPACE -> filter = filter.isEmpty() ? "" : withoutLast(filter);
      case CLEAR -> filter = "";
      case ENTER -> typing = false;
      case ESCAPE -> {
        typing = false;
        filter = "";
      }
      default -> {}
    }
    top = 0;
  }

  private static String withoutLast(String text) {
    return text.substring(0, text.offsetByCodePoints(text.length(), -1));
  }

  Comparator<ListedComponent> order() {
    return orders.get(order).order();
  }

  boolean isWanted(ListedComponent component) {
    if (filter.isBlank()) {
      return true;
    }
    String text =
        String.join(
                "\n",
                component.name(),
                String.valueOf(component.info().kind()),
                component.effectiveStatus(),
                orEmpty(component.info().runtimeType()),
                orEmpty(component.info().hostname()),
                component.labels())
            .toLowerCase(Locale.ROOT);
    for (String word : filter.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** What the filter and the order are; empty for those at the beginning. */
  String description(int shown) {
    List<String> parts = new ArrayList<>();
    if (typing) {
      parts.add("/" + Printable.escape(filter) + "_");
    } else if (!filter.isBlank()) {
      parts.add("filter " + Printable.escape(filter.strip()));
    }
    if (typing || !filter.isBlank()) {
      parts.add(shown + " shown");
    }
    if (order > 0) {
      parts.add("by " + orders.get(order).name());
    }
    return String.join(", ", parts);
  }

  /** Whether the filter is being typed, which has to be seen. */
  boolean isTyping() {
    return typing;
  }

  /**
   * The lines of a table that fit, under its head; the last line says which they are if some do
   * not.
   *
   * @param rows how many lines there is room for; 0 for all
   */
  List<String> fitting(List<String> table, int rows) {
    if (help) {
      return help(rows);
    }
    int body = table.size() - 1;
    if (rows == 0 || table.size() <= rows) {
      top = 0;
      return table;
    }
    window = Math.max(1, rows - 2);
    top = Math.max(0, Math.min(top, body - window));
    List<String> lines = new ArrayList<>();
    lines.add(table.getFirst());
    lines.addAll(table.subList(top + 1, top + 1 + window));
    lines.add((top + 1) + " to " + (top + window) + " of " + body);
    return rows < lines.size() ? lines.subList(0, Math.max(0, rows)) : lines;
  }

  private List<String> help(int rows) {
    List<String> lines = new ArrayList<>();
    String names = String.join(", ", orders.stream().map(WatchOrder::name).toList());
    HELP.forEach(line -> lines.add(line.formatted(names)));
    return rows == 0 || lines.size() <= rows ? lines : lines.subList(0, Math.max(0, rows));
  }
}
