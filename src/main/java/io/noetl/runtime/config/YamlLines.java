package io.noetl.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a YAML file in block style, to be changed where they stand, so that comments stay.
 * Not all that YAML can is understood: whoever uses it reads the result and compares.
 */
final class YamlLines {

  private static final int STEP = 2;

  private final List<String> lines;

  YamlLines(String text) {
    this.lines = new ArrayList<>(text.lines().toList());
  }

  /** A file that holds nothing but these values. */
  static String write(Map<?, ?> root) {
    YamlLines empty = new YamlLines("");
    root.forEach((key, value) -> empty.lines.addAll(entry(String.valueOf(key), value, 0)));
    return empty.text();
  }

  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** Sets what stands under the keys, one below the other; null takes it away. */
  void put(List<String> path, @Nullable Object value) {
    int start = 0;
    int end = lines.size();
    int indent = 0;
    for (int depth = 0; depth < path.size(); depth++) {
      int line = find(path.get(depth), indent, start, end);
      if (line < 0) {
        insert(end, indent, path.subList(depth, path.size()), value);
        return;
      }
      int blockEnd = end(line, indent, end);
      if (depth == path.size() - 1) {
        replace(line, blockEnd, indent, path.get(depth), value);
        return;
      }
      start = line + 1;
      end = blockEnd;
      indent = start < end ? indentOf(firstContent(start, end)) : indent + STEP;
    }
  }

  private void insert(int at, int indent, List<String> path, @Nullable Object value) {
    if (value == null) {
      return;
    }
    Object nested = value;
    for (int i = path.size() - 1; i > 0; i--) {
      nested = Map.of(path.get(i), nested);
    }
    lines.addAll(at, entry(path.getFirst(), nested, indent));
  }

  private void replace(int from, int to, int indent, String key, @Nullable Object value) {
    String old = lines.get(from);
    lines.subList(from, to).clear();
    if (value != null) {
      List<String> written = entry(key, value, indent);
      int comment = old.indexOf(" #");
      if (written.size() == 1 && comment >= 0) {
        written = List.of(written.getFirst() + old.substring(comment));
      }
      lines.addAll(from, written);
    }
  }

  private int find(String key, int indent, int start, int end) {
    String plain = " ".repeat(indent) + key + ":";
    String quoted = " ".repeat(indent) + scalar(key) + ":";
    for (int i = start; i < end; i++) {
      String line = lines.get(i);
      for (String wanted : List.of(plain, quoted)) {
        if (line.equals(wanted) || line.startsWith(wanted + " ")) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Where the block of a key ends; blank lines and comments before the next key are that key's. */
  private int end(int line, int indent, int limit) {
    int end = line + 1;
    for (int i = line + 1; i < limit; i++) {
      String text = lines.get(i);
      if (isContent(text)) {
        boolean isItem = indentOf(text) == indent && text.strip().startsWith("- ");
        if (indentOf(text) <= indent && !isItem) {
          break;
        }
        end = i + 1;
      }
    }
    return end;
  }

  private String firstContent(int start, int end) {
    for (int i = start; i < end; i++) {
      if (isContent(lines.get(i))) {
        return lines.get(i);
      }
    }
    return "";
  }

  private static boolean isContent(String line) {
    return !line.isBlank() && !line.strip().startsWith("#");
  }

  private static int indentOf(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static List<String> entry(String key, @Nullable Object value, int indent) {
    String start = " ".repeat(indent) + scalar(key) + ":";
    List<String> written = new ArrayList<>();
    switch (value) {
      case Map<?, ?> map -> {
        written.add(start);
        map.forEach(
            (name, nested) -> written.addAll(entry(String.valueOf(name), nested, indent + STEP)));
      }
      case List<?> list -> {
        written.add(start);
        list.forEach(item -> written.addAll(item(item, indent + STEP)));
      }
      case null -> written.add(start);
      default -> written.add(start + " " + scalar(value.toString()));
    }
    return written;
  }

  private static List<String> item(@Nullable Object value, int indent) {
    String dash = " ".repeat(indent) + "- ";
    if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
      return List.of(dash + scalar(String.valueOf(value)));
    }
    List<String> written = new ArrayList<>();
    map.forEach(
        (name, nested) -> written.addAll(entry(String.valueOf(name), nested, indent + STEP)));
    written.set(0, dash + written.getFirst().strip());
    return written;
  }

  private static String scalar(String text) {
    boolean isPlain = text.matches("[A-Za-z0-9/][A-Za-z0-9_./@:%?=&+-]*") && !text.endsWith(":");
    return isPlain && !text.equalsIgnoreCase("null") ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7f && c <= 0xa0)) {
        quoted.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
