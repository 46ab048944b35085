package io.noetl.runtime.cli.component;

import picocli.CommandLine.Option;

/** The option {@code --force}: carry out changes that may harm running jobs. */
public final class ForceOption {

  @Option(
      names = "--force",
      order = 48,
      description =
          "Proceed even if running jobs may run twice, a dead worker looks alive or a uri is"
              + " cleared.")
  public boolean isGiven;
}
