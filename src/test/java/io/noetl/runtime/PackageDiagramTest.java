package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares the diagram of the packages in the walkthrough with {@link PackageTable}. */
class PackageDiagramTest {

  private static final Path PAGE = Path.of("docs/walkthrough.md");
  private static final String BEGIN = "```mermaid\n";
  private static final String END = "```";

  /** After a change of the table, copy the expected text into the page. */
  @Test
  void diagramShowsEveryImportThatNoLongerPathImplies() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    assertEquals(diagram(), page.substring(begin, page.indexOf(END, begin)));
  }

  /** The transitive reduction of the table: a diagram of all imports would be unreadable. */
  private static String diagram() {
    Map<String, Set<String>> rows = PackageTable.rows();
    Map<String, Set<String>> reachable = new TreeMap<>();
    rows.keySet().forEach(name -> findReachable(name, rows, reachable));
    StringBuilder text = new StringBuilder("flowchart TD\n");
    rows.forEach((name, imports) -> {
      for (String imported : imports) {
        boolean isImplied =
            imports.stream().anyMatch(other -> reachable.get(other).contains(imported));
        if (!isImplied) {
          text.append("  ").append(node(name)).append(" --> ").append(node(imported)).append('\n');
        }
      }
    });
    return text.toString();
  }

  /** Every package that a package imports, directly or through others; the table has no cycle. */
  private static Set<String> findReachable(
      String name, Map<String, Set<String>> rows, Map<String, Set<String>> reachable) {
    Set<String> known = reachable.get(name);
    if (known == null) {
      known = new TreeSet<>(rows.get(name));
      for (String imported : rows.get(name)) {
        known.addAll(findReachable(imported, rows, reachable));
      }
      reachable.put(name, known);
    }
    return known;
  }

  private static String node(String name) {
    return name.equals(PackageTable.ROOT) ? "Main" : name;
  }
}
