package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The links of the pages lead somewhere: to files of the project, and to headings in them. */
class LinksTest {

  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern REFERENCE = Pattern.compile("^\\[[^\\]]+\\]:\\s*(\\S+)");
  private static final Pattern PATH =
      Pattern.compile("`((?:src|docs|completions|man)/[A-Za-z0-9_./-]+)`");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> top = Files.list(PROJECT);
        Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
          .forEach(pages::add);
    }
    return pages;
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<Path> pages = pages();
    assertTrue(pages.contains(PROJECT.resolve("README.md")), pages.toString());
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : pages) {
      for (String target : targets(page)) {
        links++;
        String fault = fault(page, target);
        if (fault != null) {
          broken.add(PROJECT.relativize(page) + ": " + target + ": " + fault);
        }
      }
    }
    assertEquals("", String.join("\n", broken));
    assertTrue(links > 3, "links are found");
  }

  @Test
  void pathsOfTheProjectExist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      Matcher path = PATH.matcher(prose(page));
      while (path.find()) {
        if (!Files.exists(PROJECT.resolve(path.group(1)))) {
          missing.add(PROJECT.relativize(page) + ": " + path.group(1));
        }
      }
    }
    assertEquals("", String.join("\n", missing));
  }

  @Test
  void guideToTheServersIsLinkedFromTheReadme() throws IOException {
    assertTrue(targets(PROJECT.resolve("README.md")).contains("docs/noetl-servers.md"));
    assertTrue(
        Files.readString(PROJECT.resolve("docs/noetl-servers.md"))
            .startsWith("# Which NoETL servers work\n"));
  }

  @Test
  void guideToSecurityIsLinkedFromTheReadme() throws IOException {
    assertTrue(targets(PROJECT.resolve("README.md")).contains("docs/security.md"));
  }

  private static List<String> targets(Path page) throws IOException {
    List<String> targets = new ArrayList<>();
    String prose = prose(page);
    Matcher link = LINK.matcher(prose);
    while (link.find()) {
      targets.add(link.group(1));
    }
    prose
        .lines()
        .map(REFERENCE::matcher)
        .filter(Matcher::find)
        .forEach(reference -> targets.add(reference.group(1)));
    return targets;
  }

  /** A page without its blocks of code. */
  private static String prose(Path page) throws IOException {
    StringBuilder prose = new StringBuilder();
    boolean fenced = false;
    for (String line : Files.readAllLines(page)) {
      if (line.strip().startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced && !line.startsWith("    ")) {
        prose.append(line).append('\n');
      }
    }
    return prose.toString();
  }

  private static String fault(Path page, String target) {
    if (target.matches("[a-z][a-z0-9+.-]*:.*")) {
      // Other hosts are none of this project's; what is written wrong is.
      return target.matches("(https?://[^/\\s]+\\S*|mailto:\\S+)") ? null : "is no address";
    }
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    if (!file.startsWith(PROJECT)) {
      return "is outside of the project";
    }
    if (!Files.exists(file)) {
      return "does not exist";
    }
    if (hash >= 0 && !anchors(file).contains(target.substring(hash + 1))) {
      return "has no such heading";
    }
    return null;
  }

  /** The names that headings have as targets: lower case, blanks as dashes, repeats numbered. */
  private static Set<String> anchors(Path file) {
    try {
      Map<String, Integer> seen = new HashMap<>();
      Set<String> anchors = new HashSet<>();
      prose(file)
          .lines()
          .map(HEADING::matcher)
          .filter(Matcher::matches)
          .forEach(heading -> {
            String anchor =
                heading
                    .group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int times = seen.merge(anchor, 1, Integer::sum);
            anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
          });
      return anchors;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
