package io.noetl.runtime;

import io.noetl.runtime.cli.NoetlRuntime;
import io.noetl.runtime.cli.process.Clock;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.Host;
import io.noetl.runtime.cli.process.KernelCalls;
import io.noetl.runtime.cli.process.Launch;
import io.noetl.runtime.cli.process.LinuxProcesses;
import io.noetl.runtime.cli.process.Streams;
import io.noetl.runtime.cli.process.Terminals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The edge of the process: the only place that touches its streams, variables, clock and end. */
public final class Main {

  /** What a shell reports of a command that wrote into a closed pipe. */
  private static final int SIGPIPE = 128 + 13;

  private Main() {}

  public static void main(String[] arguments) {
    useUtcAndEnglish();
    ProcessOutput output = new ProcessOutput();
    ProcessSignals signals = new ProcessSignals();
    int status = new NoetlRuntime(environment(output, signals)).run(List.of(arguments));
    output.end();
    signals.endBySignal();
    if (output.out.failure() != null) {
      status = unwritten(output, status);
    }
    System.exit(status);
  }

  /**
   * Sets UTC and the root locale for libraries as well: PostgreSQL's driver sends the zone of the
   * process to the server, which may not know it, and translates its errors.
   */
  private static void useUtcAndEnglish() {
    // Read when the zone is first needed, and cheaper than setting the zone itself.
    System.setProperty("user.timezone", "UTC");
    Locale.setDefault(Locale.ROOT);
  }

  private static Environment environment(ProcessOutput output, ProcessSignals signals) {
    Map<String, String> variables = System.getenv();
    String home = variables.getOrDefault("HOME", "");
    // The launcher tests the descriptors: since JDK 22 System.console() exists in a pipe too.
    String terminals = System.getProperty("noetl.tty", "");
    RandomGenerator random = new SplittableRandom();
    return new Environment(
        variables,
        Path.of(home.isEmpty() ? homeOfUser() : home),
        new Streams(System.in, output.results, output.messages, output),
        new Terminals(
            terminals.indexOf('i') >= 0,
            terminals.indexOf('o') >= 0,
            terminals.indexOf('e') >= 0,
            columns(),
            new ProcessScreen(signals)),
        new Host(
            Main::hostName,
            new LinuxProcesses(Path.of("/proc"), Main::kernel, random),
            signals,
            status -> halt(signals, status),
            random),
        new Clock(InstantSource.system(), new SystemMonotonicClock()),
        new Launch(System::getProperty),
        version());
  }

  /** Decimal also with zeros before it, which Java's own reading of properties takes for octal. */
  private static int columns() {
    try {
      return Integer.parseInt(System.getProperty("noetl.columns", "0"));
    } catch (NumberFormatException tooLarge) {
      return 0;
    }
  }

  /** A reference to the constructor would load the calls, and what they need, at every start. */
  private static KernelCalls kernel() {
    return new HostKernel();
  }

  /** Java puts a question mark where the system does not know the user. */
  private static String homeOfUser() {
    String home = System.getProperty("user.home", "?");
    return home.equals("?") ? "" : home;
  }

  private static void halt(ProcessSignals signals, int status) {
    signals.endBySignal();
    Runtime.getRuntime().halt(status);
  }

  /** The name that the kernel has, which needs no name service; elsewhere that of Java. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException notLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (IOException nameless) {
        throw new UncheckedIOException("this host has no name: use --hostname", nameless);
      }
    }
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static int unwritten(ProcessOutput output, int status) {
    if (output.out.pipeClosed()) {
      return SIGPIPE;
    }
    output.messages.println("noetl-runtime: cannot write the result: " + output.out.failure());
    output.messages.flush();
    output.end();
    // A watch cannot distinguish a full disk from a closed pipe.
    return status == 0 || status == SIGPIPE ? 1 : status;
  }
}
