package io.noetl.runtime.generate;

import java.util.List;

/**
 * A topic of the help, which is a manual page as well.
 *
 * @param title one sentence
 * @param seeAlso manual pages, as {@code name(section)}
 */
public record TopicModel(String name, String title, List<Block> blocks, List<String> seeAlso) {

  /** A part of the text. */
  public sealed interface Block {}

  /** A paragraph. */
  public record Prose(String text) implements Block {}

  /** The title of what follows. */
  public record Heading(String title) implements Block {}

  /** Terms and what they mean. */
  public record Terms(List<Term> terms) implements Block {}

  /** Lines as they are typed. */
  public record Typed(List<String> lines) implements Block {}

  /** A term and what it means. */
  public record Term(String term, String meaning) {}

  /** Its page; the command exit-codes has the page of that name. */
  String page() {
    return "noetl-runtime-" + (name.equals("exit-codes") ? "exit-status" : name);
  }
}
