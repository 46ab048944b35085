package io.noetl.runtime.cli;

import io.noetl.runtime.schema.JsonObject;
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

/** Runs command lines in this process, in a home and an environment of their own. */
final class CommandRun {

  /** The only process of another's that runs on the host of a run. */
  static final long LIVING_PID = ScriptedProcesses.LIVING;

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();
  private String input = "";
  private boolean inIsTerminal;
  private boolean outIsTerminal;
  private boolean errIsTerminal;
  private int columns;
  private PassingTime time = new ScriptedTime();
  private InstantSource clock = InstantSource.system();
  private HostProcesses processes = new ScriptedProcesses(JsonObject.EMPTY);
  private Signals signals = (name, action) -> {};
  private Screen screen = new ScriptedScreen(0, 0);
  private IntConsumer halt =
      status -> {
        throw new IllegalStateException("halted with " + status);
      };

  CommandRun(Path home) {
    this.home = home;
  }

  /** The same world in direct mode, on the default database below its home. */
  static CommandRun direct(Path home) {
    return new CommandRun(home).with("NOETL_RUNTIME_DIRECT", "1");
  }

  CommandRun with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  CommandRun input(String text) {
    input = text;
    return this;
  }

  CommandRun clock(InstantSource other) {
    clock = other;
    return this;
  }

  CommandRun time(PassingTime other) {
    time = other;
    return this;
  }

  /** The same on a host whose processes rows say more of. */
  CommandRun processes(JsonObject details) {
    processes = new ScriptedProcesses(details);
    return this;
  }

  CommandRun signals(Signals other) {
    signals = other;
    return this;
  }

  CommandRun onTerminal() {
    outIsTerminal = true;
    return this;
  }

  /** What is drawn on, by a process that goes on for a moment when it is halted. */
  CommandRun screen(Screen other) {
    screen = other;
    halt = status -> {};
    return this;
  }

  CommandRun columns(int width) {
    columns = width;
    return this;
  }

  /** The same with somebody who sees what happens meanwhile. */
  CommandRun watched() {
    errIsTerminal = true;
    return this;
  }

  /** The same with somebody at the keyboard who types the input. */
  CommandRun answering(String text) {
    inIsTerminal = true;
    return input(text);
  }

  Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Environment environment =
        new Environment(
            variables,
            home,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            inIsTerminal,
            outIsTerminal,
            errIsTerminal,
            columns,
            clock,
            new SplittableRandom(),
            () -> "test-host",
            processes,
            time,
            Launch.PLAIN,
            signals,
            screen,
            halt,
            new IdleQueue(),
            "1.2.3");
    int status = new NoetlRuntime(environment).run(List.of(arguments));
    return new Ended(status, out.toString(), err.toString());
  }

  /** What a run left: its exit code and its two streams. */
  record Ended(int status, String out, String err) {

    /**
     * Ids and times differ from run to run, and a slow machine takes some seconds between two of
     * them; everything else is compared to the letter.
     */
    Ended masked() {
      return new Ended(status, mask(out), mask(err));
    }

    /** Only ids are masked. */
    Ended maskedIds() {
      return new Ended(status, out.replaceAll("\\b\\d{17,19}\\b", "ID"), err);
    }

    /** The lines of the result in the order of the alphabet. */
    Ended sorted() {
      return new Ended(
          status, out.lines().sorted().map(line -> line + "\n").collect(Collectors.joining()), err);
    }

    private static String mask(String text) {
      return text.replaceAll("\\b\\d{17,19}\\b", "ID")
          .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+\\+00:00|Z)", "TIME")
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
