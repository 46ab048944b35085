package io.noetl.runtime.cli.settings;

import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.BundledText;
import io.noetl.runtime.cli.process.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code probe-script}: prints the shell script that checks a heartbeat's stamp. */
@Command(
    name = "probe-script",
    header = "Print the shell script that checks the stamp file of a heartbeat.",
    description = {
      "",
      "The script needs a POSIX shell and no Java. probe STAMP [MAX_AGE_SECONDS] exits with"
          + " 0 if the file that heartbeat --stamp writes is newer than two intervals, or than"
          + " MAX_AGE_SECONDS.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime probe-script >/usr/local/bin/noetl-probe",
      "  sh /usr/local/bin/noetl-probe /run/noetl/demo.stamp"
    })
public final class ProbeScriptCommand implements Callable<Integer> {

  private static final String SCRIPT = "probe.sh";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final Environment environment;

  public ProbeScriptCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    environment.out().append(BundledText.read(ProbeScriptCommand.class, SCRIPT));
    return ExitCode.OK.code();
  }
}
