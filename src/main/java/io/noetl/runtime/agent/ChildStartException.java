package io.noetl.runtime.agent;

/** A program could not be started. */
public final class ChildStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean found;

  ChildStartException(String program, String reason, boolean found) {
    super("cannot start " + program + ": " + reason);
    this.found = found;
  }

  /** Whether there is such a program, which then cannot be executed. */
  public boolean found() {
    return found;
  }
}
