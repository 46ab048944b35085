package io.noetl.runtime.cli;

import io.noetl.runtime.cli.process.Clock;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.process.Host;
import io.noetl.runtime.cli.process.HostProcesses;
import io.noetl.runtime.cli.process.IdleQueue;
import io.noetl.runtime.cli.process.Launch;
import io.noetl.runtime.cli.process.MonotonicClock;
import io.noetl.runtime.cli.process.Screen;
import io.noetl.runtime.cli.process.ScriptedProcesses;
import io.noetl.runtime.cli.process.ScriptedScreen;
import io.noetl.runtime.cli.process.ScriptedTime;
import io.noetl.runtime.cli.process.Signals;
import io.noetl.runtime.cli.process.Streams;
import io.noetl.runtime.cli.process.Terminals;
import io.noetl.runtime.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** Runs command lines in this process with their own home directory and environment. */
public final class CommandRun {

  /** The only foreign process that runs on the host. */
  public static final long LIVING_PID = ScriptedProcesses.LIVING;

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private String input = "";
  private boolean inIsTerminal;
  private boolean outIsTerminal;
  private boolean errIsTerminal;
  private int columns;
  private MonotonicClock time = new ScriptedTime();
  private InstantSource clock = InstantSource.system();
  private HostProcesses processes = new ScriptedProcesses(JsonObject.EMPTY);
  private Signals signals = (name, action) -> {};
  private Screen screen = new ScriptedScreen(0, 0);
  private IntConsumer halt =
      status -> {
        throw new IllegalStateException("halted with " + status);
      };

  public CommandRun(Path home) {
    this.home = home;
  }

  /** The same in direct mode, with the default database in the home directory. */
  public static CommandRun direct(Path home) {
    return new CommandRun(home).with("NOETL_RUNTIME_DIRECT", "1");
  }

  public CommandRun with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public CommandRun input(String text) {
    input = text;
    return this;
  }

  public CommandRun clock(InstantSource other) {
    clock = other;
    return this;
  }

  public CommandRun time(MonotonicClock other) {
    time = other;
    return this;
  }

  /** The same on a host that reports details of processes. */
  CommandRun processes(JsonObject details) {
    processes = new ScriptedProcesses(details);
    return this;
  }

  public CommandRun signals(Signals other) {
    signals = other;
    return this;
  }

  /** The same in a process that continues briefly when it is halted with a status. */
  public CommandRun halt(IntConsumer other) {
    halt = other;
    return this;
  }

  public CommandRun onTerminal() {
    outIsTerminal = true;
    return this;
  }

  /** The same with a terminal to draw on; the process continues briefly when it is halted. */
  public CommandRun screen(Screen other) {
    screen = other;
    halt = status -> {};
    return this;
  }

  public CommandRun columns(int width) {
    columns = width;
    return this;
  }

  /** The same with standard error on a terminal. */
  public CommandRun watched() {
    errIsTerminal = true;
    return this;
  }

  /** The same with standard input on a terminal, and the input. */
  public CommandRun answering(String text) {
    inIsTerminal = true;
    return input(text);
  }

  public Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            variables,
            home,
            new Streams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                new IdleQueue()),
            new Terminals(inIsTerminal, outIsTerminal, errIsTerminal, columns, screen),
            new Host(() -> "test-host", processes, signals, halt, new SplittableRandom()),
            new Clock(clock, time),
            Launch.PLAIN,
            "1.2.3");
    int status = new NoetlRuntime(environment).run(List.of(arguments));
    return new Ended(status, out.toString(), err.toString());
  }

  /** The result of a run: its exit code and output. */
  public record Ended(int status, String out, String err) {

    /**
     * Ids and times differ from run to run, and a slow machine takes some seconds between two of
     * them; everything else is compared to the letter.
     */
    public Ended masked() {
      return new Ended(status, mask(out), mask(err));
    }

    /** Only ids are masked. */
    public Ended maskedIds() {
      return new Ended(status, out.replaceAll("\\b\\d{17,19}\\b", "ID"), err);
    }

    /** The lines of the result in alphabetical order. */
    public Ended sorted() {
      return new Ended(
          status, out.lines().sorted().map(line -> line + "\n").collect(Collectors.joining()), err);
    }

    private static String mask(String text) {
      return text.replaceAll("\\b\\d{17,19}\\b", "ID")
          .replaceAll(
              "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+\\+00:00|(\\.\\d+)?Z)", "TIME")
          .replaceAll("\\b\\ds\\b", "0s")
          .replaceAll("10m0\\ds", "10m00s")
          .replaceAll("stale in 5\\ds", "stale in 60s")
          .replaceAll("stale in 1m00s", "stale in 60s")
          .replaceAll("stale in (40|3\\d)s", "stale in 40s")
          .replaceAll("\\b2\\ds\\b", "20s")
          .replaceAll("stale for 9m0\\ds", "stale for 9m00s")
          .replaceAll("(heartbeat_age_s\"?: ?)(60)?\\d\\b", "$1$20")
          .replaceAll("(expires_in_s\"?: ?)5\\d\\b", "$160")
          .replaceAll("(expires_in_s\"?: ?)-54\\d\\b", "$1-540");
    }
  }
}
