package io.noetl.runtime.generate;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes a manual page in the macros of {@code man}. */
final class Roff {

  private static final int WIDTH = 76;

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][a-z-]*");
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w-])(?:(--?[a-z][a-z-]*|[a-z][a-z-]*)|([A-Z][A-Z_]*))");

  private final StringBuilder page = new StringBuilder();

  Roff(String name, int section, ProgramModel program) {
    // The language of the comment is for Debian's checks, the rest for who opens the file.
    macro(
        ".\\\" Made from the commands of noetl-runtime: CONTRIBUTING.md says how to make it anew.");
    macro(
        ".TH %s %d %s \"noetl\\-runtime %s\" \"NoETL Manual\""
            .formatted(
                text(name.toUpperCase(Locale.ROOT)), section, program.date(), program.version()));
    // Names of variables and options stay whole, and with that lines would have wide gaps.
    macro(".nh");
    macro(".ad l");
  }

  Roff section(String title) {
    return macro(".SH " + title);
  }

  Roff subsection(String title) {
    return macro(".SS " + title);
  }

  /** The space before a paragraph. */
  Roff gap() {
    return macro(".PP");
  }

  Roff paragraphs(List<String> paragraphs) {
    for (int i = 0; i < paragraphs.size(); i++) {
      if (i > 0) {
        macro(".PP");
      }
      filled(prose(paragraphs.get(i)));
    }
    return this;
  }

  Roff paragraphs(String... paragraphs) {
    return paragraphs(List.of(paragraphs));
  }

  /** A term, in roff, and what it means, as text. */
  Roff term(String term, String meaning) {
    macro(".TP");
    line(term);
    filled(prose(meaning));
    return this;
  }

  /** Lines as they are typed. */
  Roff typed(List<String> lines) {
    macro(".RS 4");
    macro(".nf");
    lines.forEach(line -> line(text(line)));
    macro(".fi");
    return macro(".RE");
  }

  /** Lines that say how a command is called. */
  Roff synopsis(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        macro(".br");
      }
      line(WORD.matcher(lines.get(i)).replaceAll(Roff::synopsisWord).replace("@-@", "\\-"));
    }
    return this;
  }

  /** Other pages, as {@code name(section)}. */
  Roff pages(List<String> pages) {
    for (int i = 0; i < pages.size(); i++) {
      String page = pages.get(i);
      int bracket = page.indexOf('(');
      macro(
          ".BR "
              + text(page.substring(0, bracket))
              + " "
              + page.substring(bracket)
              + (i < pages.size() - 1 ? "," : ""));
    }
    return this;
  }

  Roff filled(String roff) {
    for (String sentence : roff.split("(?<=[.!?]) +")) {
      StringBuilder line = new StringBuilder();
      for (String word : sentence.strip().split(" +")) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
          line(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      line(line.toString());
    }
    return this;
  }

  /** A line of text: a dot or an apostrophe at its start would make it a macro. */
  private void line(String roff) {
    boolean looksLikeMacro = roff.startsWith(".") || roff.startsWith("'");
    page.append(looksLikeMacro ? "\\&" : "").append(roff).append('\n');
  }

  private Roff macro(String macro) {
    page.append(macro).append('\n');
    return this;
  }

  /** Text that is neither a command of roff nor drawn with other characters than it has. */
  static String text(String text) {
    StringBuilder roff = new StringBuilder();
    text.codePoints()
        .forEach(character -> {
          switch (character) {
            case '\\' -> roff.append("\\e");
            // A bare hyphen may be drawn as U+2010, with which no option works when it is copied.
            case '-' -> roff.append("\\-");
            case '\'' -> roff.append("\\(aq");
            case '"' -> roff.append("\\(dq");
            case '`' -> roff.append("\\(ga");
            case '^' -> roff.append("\\(ha");
            case '~' -> roff.append("\\(ti");
            default -> {
              if (character < 0x80) {
                roff.append((char) character);
              } else {
                roff.append("\\[u%04X]".formatted(character));
              }
            }
          }
        });
    return roff.toString();
  }

  static String bold(String text) {
    return "\\fB" + text(text) + "\\fR";
  }

  static String italic(String text) {
    return "\\fI" + text(text) + "\\fR";
  }

  /** Text in which options stand out. */
  private static String prose(String text) {
    StringBuilder roff = new StringBuilder();
    int start = 0;
    for (MatchResult option : OPTION.matcher(text).results().toList()) {
      roff.append(text(text.substring(start, option.start()))).append(bold(option.group()));
      start = option.end();
    }
    return roff.append(text(text.substring(start))).toString();
  }

  private static String synopsisWord(MatchResult word) {
    String roff = word.group(1) == null ? italic(word.group()) : bold(word.group());
    return roff.replace("\\", "\\\\");
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
