package io.noetl.runtime.generate;

import java.util.List;

/** Writes a topic as the help shows it. Lines break only at blanks, so that URLs stay whole. */
public final class TopicText {

  private static final int WIDTH = 80;
  private static final int WIDEST_TERM = 30;

  private final StringBuilder text = new StringBuilder();

  private TopicText() {}

  public static String of(TopicModel topic) {
    TopicText text = new TopicText();
    text.text.append(topic.title()).append('\n');
    boolean isBelowHeading = false;
    for (TopicModel.Block block : topic.blocks()) {
      text.text.append(isBelowHeading ? "" : "\n");
      text.add(block);
      isBelowHeading = block instanceof TopicModel.Heading;
    }
    return text.text.toString();
  }

  private void add(TopicModel.Block block) {
    switch (block) {
      case TopicModel.Prose prose -> wrap(prose.text(), 0, 0);
      case TopicModel.Heading heading -> text.append(heading.title()).append(":\n");
      case TopicModel.Terms terms -> add(terms.terms());
      case TopicModel.Typed typed ->
          typed
              .lines()
              .forEach(line -> text.append(line.isEmpty() ? "" : "  ").append(line).append('\n'));
    }
  }

  private void add(List<TopicModel.Term> terms) {
    int widest =
        terms.stream()
            .mapToInt(term -> term.term().length())
            .filter(length -> length <= WIDEST_TERM)
            .max()
            .orElse(WIDEST_TERM);
    int indent = widest + 4;
    for (TopicModel.Term term : terms) {
      text.append("  ").append(term.term());
      int column = term.term().length() + 2;
      if (column + 2 > indent) {
        text.append('\n');
        column = 0;
      }
      text.repeat(' ', indent - column);
      wrap(term.meaning(), indent, indent);
    }
  }

  private void wrap(String words, int column, int indent) {
    int at = column;
    for (String word : words.split(" ")) {
      if (at > indent && at + 1 + word.length() > WIDTH) {
        text.append('\n').repeat(' ', indent);
        at = indent;
      } else if (at > indent) {
        text.append(' ');
        at++;
      }
      text.append(word);
      at += word.length();
    }
    text.append('\n');
  }
}
