package io.noetl.runtime.cli.component;

import picocli.CommandLine.Option;

/** The option {@code --force}: carry out changes that may harm running jobs. */
public final class ForceOption {

  @Option(
      names = "--force",
      order = 48,
      description =
          "Do it although it may harm running jobs, show a dead worker as alive or clear a uri.")
  public boolean isGiven;
}
