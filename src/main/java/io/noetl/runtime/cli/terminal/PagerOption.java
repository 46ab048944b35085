package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.cli.process.Environment;
import picocli.CommandLine.Option;

/** Whether somebody wants to page through a result. */
public final class PagerOption {

  @Option(
      names = "--pager",
      order = 79,
      description = "On a terminal: show the result through $PAGER (less).")
  private boolean wanted;

  public boolean isGiven() {
    return wanted;
  }

  /** Where the result goes; to be closed once it is complete. */
  public PagedOutput on(Environment environment) {
    return new PagedOutput(environment, wanted && environment.terminals().out());
  }
}
