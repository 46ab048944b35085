package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.cli.process.Environment;
import picocli.CommandLine.Option;

/** The option {@code --pager}. */
public final class PagerOption {

  @Option(
      names = "--pager",
      order = 79,
      description = "On a terminal: show the result in $PAGER (default: less).")
  private boolean wanted;

  public boolean isGiven() {
    return wanted;
  }

  /** The output for the result; to be closed once it is complete. */
  public PagedOutput on(Environment environment) {
    return new PagedOutput(environment, wanted && environment.terminals().out());
  }
}
