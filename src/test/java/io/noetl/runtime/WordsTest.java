package io.noetl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Help, messages, manual pages, completions and guides use plain words and one term for each thing.
 */
class WordsTest {

  /** Phrases to avoid, each with what to write instead. */
  private static final List<String> PHRASES =
      List.of(
          "(?<![.#])\\bbeat\\b: heartbeat, send a heartbeat",
          "\\bbeats\\b: heartbeats, sends a heartbeat",
          "\\bbeaten\\b: sent a heartbeat",
          "\\bsign of life\\b: heartbeat",
          "\\bun-?register: deregister",
          "\\blast words\\b: deregistration",
          "\\bleft as it is\\b: unchanged",
          "\\bexclude each other\\b: cannot be used together",
          "\\bgoes? on as before\\b: is unchanged",
          "\\bwho asks\\b: a client that asks",
          "\\bwho (?:beats|comes|stays|wants|waits)\\b: the process or client that does",
          "\\bwhat (?:came|comes|stays|beats|passes|is there)\\b: the response, the process",
          "\\bwhat is (?:in flight|watched)\\b: requests in flight, components",
          "\\bis (?:to be )?told\\b: is reported",
          "\\btells? (?:which|who|when|that|apart|it)\\b: reports, shows",
          "\\ba heartbeat that stays\\b: heartbeat --every",
          "\\bstays, \\b: continues",
          "\\bcalls? itself\\b: reports itself",
          "\\btakes (?:it|this|them) for\\b: treats it as",
          "\\bstands? (?:in|beside|apart)\\b: is in, means, is listed separately",
          "\\bwith(?:out)? a word\\b: silently",
          "\\bis no"
              + " (?!longer\\b|such\\b)(?:child|component|event|file|heartbeat|host|key|list|log|name|number|object|port|stamp|value)\\b:"
              + " is not a",
          "\\b(?:it|that) (?:is|was) (?:well|ill|restless)\\b: all checks passed, unhealthy",
          "\\bspeaks?\\b: supports, uses",
          "\\bspoken\\b: supported",
          "\\bdeaf\\b: may have missed heartbeats",
          "\\bpose as\\b: impersonate",
          "\\bvouch: verify",
          "\\bextra tr(?:y|ies)\\b: retries",
          "\\btime-outs?\\b: timeout",
          "\\blook-ups?\\b: lookup",
          "\\b(?:a|the|its|this|that|working|current) folders?\\b: directory",
          "\\btabulator\\b: Tab",
          "\\bhung up\\b: closed the connection",
          "\\bunder way\\b: in progress",
          "\\bhas neither\\b.*\\bnor\\b: has no … or …",
          "\\boutranks?\\b: overrides, takes precedence over",
          "\\bnamed twice, name\\b: given twice",
          "\\bmended?\\b: fix",
          "\\bmends\\b: fixes",
          "\\bwants a\\b: requires");

  /** People are not meant where a process, a client or a user is. */
  private static final List<String> PEOPLE =
      List.of(
          "\\bnobody\\b: no process, no server, no user",
          "\\beverybody\\b: every user, every client",
          "\\bsomebody\\b: another process, a user");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(?m)^[ ]*//[^\\n]*", Pattern.DOTALL);

  private static List<Path> files(String directory, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(directory))) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static void find(List<String> found, Path file, String text) {
    find(found, file, text, PHRASES);
    find(found, file, text, PEOPLE);
  }

  private static void find(List<String> found, Path file, String text, List<String> phrases) {
    for (String phrase : phrases) {
      int colon = phrase.lastIndexOf(": ");
      Matcher worst =
          Pattern.compile(phrase.substring(0, colon), Pattern.CASE_INSENSITIVE).matcher(text);
      while (worst.find()) {
        long line = text.substring(0, worst.start()).chars().filter(c -> c == '\n').count() + 1;
        found.add(
            "%s:%d: \"%s\"; write: %s"
                .formatted(file, line, worst.group(), phrase.substring(colon + 2)));
      }
    }
  }

  /** A text in which only string literals are left, in their places. */
  private static String literals(String source) {
    String code =
        COMMENT.matcher(source).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " "));
    StringBuilder kept = new StringBuilder(code.replaceAll("[^\\n]", " "));
    Matcher literal = LITERAL.matcher(code);
    while (literal.find()) {
      kept.replace(literal.start(1), literal.end(1), literal.group(1));
    }
    return kept.toString();
  }

  @Test
  void messagesAndHelpUsePlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : files("src/main/java", ".java")) {
      if (source.endsWith("CommandSynonyms.java")) {
        // It has the words of other tools.
        continue;
      }
      find(found, source, literals(Files.readString(source)));
    }
    for (Path help : files("src/main/resources", ".txt")) {
      find(found, help, Files.readString(help));
    }
    find(
        found,
        Path.of("openapi.json"),
        Files.readString(Path.of("src/main/resources/io/noetl/runtime/endpoint/api/openapi.json")));
    assertEquals("", String.join("\n", found));
  }

  @Test
  void scriptsAndManualPagesUsePlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> pages = new ArrayList<>(files("man", ""));
    assertTrue(pages.size() > 30, pages.toString());
    pages.addAll(files("completions", ""));
    pages.add(Path.of("noetl-runtime"));
    pages.add(Path.of("src/dist/bin/noetl-runtime"));
    pages.add(Path.of("src/main/resources/io/noetl/runtime/cli/settings/probe.sh"));
    for (Path page : pages) {
      find(found, page, Files.readString(page).replaceAll("(?m)^\\s*#.*$", ""));
    }
    assertEquals("", String.join("\n", found));
  }

  @Test
  void guidesUsePlainWords() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> pages = new ArrayList<>(files("docs", ".md"));
    try (Stream<Path> top = Files.list(Path.of(""))) {
      // The changelog names what was, in the words of its time.
      top.filter(file -> file.toString().endsWith(".md") && !file.endsWith("CHANGELOG.md"))
          .forEach(pages::add);
    }
    for (Path page : pages) {
      find(found, page, Files.readString(page), PHRASES);
      if (!page.startsWith("docs/decisions")) {
        find(found, page, Files.readString(page), PEOPLE);
      }
    }
    assertEquals("", String.join("\n", found));
  }

  /** The list finds what it is for, so that the other tests can fail. */
  @Test
  void worstPhrasesAreFound() {
    List<String> found = new ArrayList<>();
    find(found, Path.of("page"), "all is plain\nwho asks often beats, and is left as it is");
    assertEquals(
        List.of(
            "page:2: \"beats\"; write: heartbeats, sends a heartbeat",
            "page:2: \"left as it is\"; write: unchanged",
            "page:2: \"who asks\"; write: a client that asks"),
        found);
    assertEquals("left as it is", literals("// a \"beat\"\nbeats(\"left as it is\");").strip());
  }
}
