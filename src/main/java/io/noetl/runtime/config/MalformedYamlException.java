package io.noetl.runtime.config;

/** A text is not the YAML that was expected; says what is wrong and where, counted from 1. */
public final class MalformedYamlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int line;
  private final int column;

  MalformedYamlException(String problem, int line, int column) {
    super(problem + " (line " + line + ", column " + column + ")");
    this.problem = problem;
    this.line = line;
    this.column = column;
  }

  /** For errors of the whole text, or at an unknown location. */
  MalformedYamlException(String problem) {
    super(problem);
    this.problem = problem;
    this.line = 0;
    this.column = 0;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }

  /** The line; 0 where it is not known. */
  public int line() {
    return line;
  }

  /** The column; 0 where it is not known. */
  public int column() {
    return column;
  }
}
