package io.noetl.runtime.generate;

import java.util.List;

/** What an option or an argument takes. */
public sealed interface Taken {

  /** One of a few words. */
  record Words(List<String> words) implements Taken {}

  /** Some of a few words, with commas between them. */
  record WordList(List<String> words) implements Taken {}

  /** What a shell has to look up, and text, of which it knows nothing. */
  enum Looked implements Taken {
    FILE,
    /** A component's name, from the registry. */
    NAME,
    /** Labels of components, from the registry, with commas between them. */
    LABEL,
    /** A component as its kind and name, from the registry. */
    REFERENCE,
    /** The name of a context, from the files of settings. */
    CONTEXT,
    /** One of our commands. */
    COMMAND,
    /** A program of the machine, followed by what it takes. */
    PROGRAM,
    TEXT
  }
}
