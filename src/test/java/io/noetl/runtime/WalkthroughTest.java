package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the types and members that the walkthrough names are in the code. */
class WalkthroughTest {

  private static final Path PAGE = Path.of("docs/walkthrough.md");

  /** Such as {@code [`Main.main`][Main]}: a type, perhaps a member, and the label of the link. */
  private static final Pattern NAME = Pattern.compile("\\[`(\\w+)(?:\\.(\\w+))?`]\\[([\\w.]+)]");

  private static final Pattern USE = Pattern.compile("]\\[([\\w.]+)]");
  private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[([\\w.]+)]: (\\S+)$");

  private final String page = Files.readString(PAGE);
  private final Map<String, Path> files = new TreeMap<>();

  WalkthroughTest() throws IOException {
    DEFINITION
        .matcher(page)
        .results()
        .forEach(link -> files.put(link.group(1), PAGE.resolveSibling(link.group(2)).normalize()));
  }

  @Test
  void everyNamedTypeAndMemberIsInTheLinkedFile() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (MatchResult name : NAME.matcher(page).results().toList()) {
      String type = name.group(1);
      String member = name.group(2);
      Path file = files.get(name.group(3));
      if (file == null || !file.endsWith(type + ".java")) {
        wrong.add(name.group() + " leads to " + file);
      } else if (member != null && !hasWord(file, member)) {
        wrong.add(file + " has no " + member);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void everyLinkIsDefinedAndUsed() {
    Set<String> used = new TreeSet<>();
    USE.matcher(page).results().forEach(use -> used.add(use.group(1)));
    assertEquals(String.join("\n", used), String.join("\n", files.keySet()));
  }

  @Test
  void guideForContributorsLinksThePage() throws IOException {
    assertTrue(Files.readString(Path.of("CONTRIBUTING.md")).contains("(docs/walkthrough.md)"));
  }

  private static boolean hasWord(Path file, String word) throws IOException {
    return Pattern.compile("\\b" + word + "\\b").matcher(Files.readString(file)).find();
  }
}
