package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.BundledText;
import io.noetl.runtime.cli.process.Environment;

/** The commented file of components that {@code --example} prints. */
public final class ExampleFile {

  private ExampleFile() {}

  /** Prints it, and returns the exit code. */
  public static int print(Environment environment) {
    environment.out().append(BundledText.read(ExampleFile.class, "example.yaml"));
    return ExitCode.OK.code();
  }
}
