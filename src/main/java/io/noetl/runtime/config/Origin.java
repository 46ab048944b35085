package io.noetl.runtime.config;

import io.noetl.runtime.text.EscapedText;
import java.nio.file.Path;

/** Where the value of a setting comes from. */
public sealed interface Origin {

  /** The origin in words, such as {@code environment NOETL_SERVER_URL}. */
  String text();

  /** The command line; {@code name} is the long flag. */
  record Flag(String name) implements Origin {
    @Override
    public String text() {
      return "flag " + name;
    }
  }

  /** An environment variable. */
  record Environment(String variable) implements Origin {
    @Override
    public String text() {
      return "environment " + variable;
    }
  }

  /** The tool's own configuration file. */
  record File(Path path) implements Origin {
    @Override
    public String text() {
      return "file " + path;
    }
  }

  /** The current context in the context file of the NoETL CLI. */
  record Context(String name, Path path) implements Origin {
    @Override
    public String text() {
      return "context " + EscapedText.of(name) + " (" + path + ")";
    }
  }

  /**
   * The context that the command line, the environment or our own file chooses.
   *
   * @param isByFlag whether it is the command line, so that it overrides the environment
   */
  record ChosenContext(String name, Path path, boolean isByFlag) implements Origin {
    @Override
    public String text() {
      return "context " + EscapedText.of(name) + " (" + path + ")";
    }
  }

  /** The row of the setting itself, whether it has a default or not. */
  record Default() implements Origin {
    @Override
    public String text() {
      return "default";
    }
  }
}
