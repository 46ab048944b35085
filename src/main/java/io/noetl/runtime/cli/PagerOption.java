package io.noetl.runtime.cli;

import picocli.CommandLine.Option;

/** Whether somebody wants to page through a result. */
final class PagerOption {

  @Option(
      names = "--pager",
      order = 79,
      description = "On a terminal: show the result through $PAGER (less).")
  private boolean wanted;

  boolean isGiven() {
    return wanted;
  }

  /** Where the result goes; to be closed once it is complete. */
  PagedOutput on(Environment environment) {
    return new PagedOutput(environment, wanted && environment.outIsTerminal());
  }
}
