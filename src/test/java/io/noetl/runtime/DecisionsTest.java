package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The records of decisions are numbered, complete, indexed, and linked where one supersedes
 * another.
 */
class DecisionsTest {

  private static final Path RECORDS = Path.of("docs/decisions");
  private static final Pattern ROW =
      Pattern.compile("\\| \\[(.*)]\\(docs/decisions/([^)]*)\\) \\| (\\S+) \\| (.*) \\|");
  private static final Pattern SUPERSEDED =
      Pattern.compile("Superseded by \\[(\\d{4})]\\((\\1-[a-z0-9-]+\\.md)\\)");
  private static final Pattern SUPERSEDES =
      Pattern.compile("Accepted\\. Supersedes \\[(\\d{4})]\\((\\1-[a-z0-9-]+\\.md)\\)");

  /** File names in the order of their numbers, and the lines of each. */
  private static Map<String, List<String>> records() throws IOException {
    Map<String, List<String>> records = new TreeMap<>();
    try (Stream<Path> files = Files.list(RECORDS)) {
      for (Path file : files.toList()) {
        records.put(file.getFileName().toString(), Files.readAllLines(file));
      }
    }
    return records;
  }

  private static String section(List<String> lines, String heading) {
    return String.join(
            "\n",
            lines.stream()
                .dropWhile(line -> !line.equals("## " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .toList())
        .strip();
  }

  @Test
  void numbersHaveNoGaps() throws IOException {
    List<String> names = List.copyOf(records().keySet());
    assertTrue(names.size() > 100, names.size() + " records");
    assertEquals(
        IntStream.rangeClosed(1, names.size()).mapToObj("%04d-"::formatted).toList(),
        names.stream().map(name -> name.substring(0, 5)).toList());
  }

  @Test
  void everyRecordHasTheFiveHeadingsWithTextBelowThem() throws IOException {
    List<String> headings = List.of("Date", "Status", "Context", "Decision", "Consequences");
    for (Map.Entry<String, List<String>> record : records().entrySet()) {
      List<String> lines = record.getValue();
      assertTrue(
          lines.getFirst().startsWith("# " + record.getKey().substring(0, 4) + ": "),
          record.getKey());
      assertEquals(
          headings,
          lines.stream()
              .filter(line -> line.startsWith("## "))
              .map(line -> line.substring(3))
              .toList(),
          record.getKey());
      for (String heading : headings) {
        assertTrue(!section(lines, heading).isEmpty(), record.getKey() + ": " + heading);
      }
    }
  }

  @Test
  void numbersFollowTheDates() throws IOException {
    List<LocalDate> dates = new ArrayList<>();
    for (List<String> lines : records().values()) {
      dates.add(LocalDate.parse(section(lines, "Date")));
    }
    assertEquals(dates.stream().sorted().toList(), dates);
  }

  @Test
  void supersededRecordsAndTheirSuccessorsLinkEachOther() throws IOException {
    Map<String, List<String>> records = records();
    Map<String, String> successors = new TreeMap<>();
    Map<String, String> predecessors = new TreeMap<>();
    for (Map.Entry<String, List<String>> record : records.entrySet()) {
      String status = section(record.getValue(), "Status");
      Matcher superseded = SUPERSEDED.matcher(status);
      Matcher supersedes = SUPERSEDES.matcher(status);
      if (superseded.matches()) {
        successors.put(record.getKey(), superseded.group(2));
      } else if (supersedes.matches()) {
        predecessors.put(supersedes.group(2), record.getKey());
      } else {
        assertEquals("Accepted", status, record.getKey());
      }
    }
    assertEquals(successors, predecessors);
    assertTrue(records.keySet().containsAll(successors.values()), successors.toString());
    assertTrue(
        Collections.disjoint(successors.keySet(), successors.values()),
        "a record is superseded by one that holds");
  }

  @Test
  void indexHasEveryRecordWithItsTitleDateAndStatus() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (Map.Entry<String, List<String>> record : records().entrySet()) {
      List<String> lines = record.getValue();
      Matcher superseded = SUPERSEDED.matcher(section(lines, "Status"));
      expected.put(
          record.getKey(),
          lines.getFirst().substring(2)
              + " | "
              + section(lines, "Date")
              + " | "
              + (superseded.matches() ? "superseded by " + superseded.group(1) : "accepted"));
    }
    Map<String, String> stated = new TreeMap<>();
    int rows = 0;
    for (String line : Files.readAllLines(Path.of("DECISIONS.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows++;
        stated.put(row.group(2), row.group(1) + " | " + row.group(3) + " | " + row.group(4));
      }
    }
    assertEquals(expected, stated);
    assertEquals(expected.size(), rows);
  }
}
