package io.noetl.runtime.cli.failure;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.secrets.SecretMessage;
import io.noetl.runtime.text.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes errors, warnings and notes to standard error, as text or JSON. */
public final class Diagnostics implements Consumer<String> {

  static final String PROGRAM = "noetl-runtime: ";

  private static final String WARNING = "warning: ";

  private final PrintWriter err;
  private final boolean asJson;
  private final boolean verbose;
  private final boolean quiet;
  private final InstantSource clock;
  private final @Nullable LogLines log;

  public Diagnostics(
      PrintWriter err, boolean asJson, boolean verbose, boolean quiet, InstantSource clock) {
    this(err, asJson, verbose, quiet, clock, null);
  }

  private Diagnostics(
      PrintWriter err,
      boolean asJson,
      boolean verbose,
      boolean quiet,
      InstantSource clock,
      @Nullable LogLines log) {
    this.err = err;
    this.asJson = asJson;
    this.verbose = verbose;
    this.quiet = quiet;
    this.clock = clock;
    this.log = log;
  }

  /** The same for a process that keeps running, whose messages are lines of a log. */
  public Diagnostics logged(LogLines lines) {
    return new Diagnostics(err, lines.isJson(asJson), verbose, quiet, clock, lines);
  }

  /** Writes what happened, unless {@code -q} is given; {@code more} is shown as JSON only. */
  public void event(String event, String sentence, JsonObject more) {
    if (!quiet) {
      write("info", event, sentence, more);
    }
  }

  /** Writes what went wrong. */
  public void problem(String event, String sentence, JsonObject more) {
    write("warning", event, sentence, more);
  }

  /** Reports the failure that ends a process that kept running, as a line of its log. */
  public void end(Failure failure) {
    String hint = failure.hint() == null ? "" : "; " + failure.hint();
    JsonObject error = failure.masked().toJson();
    write("error", "failed", failure.message() + hint, JsonObject.EMPTY.with("error", error));
  }

  private void write(String level, String event, String sentence, JsonObject more) {
    // In JSON the field or the level says that it is a warning.
    String text =
        asJson && sentence.startsWith(WARNING) ? sentence.substring(WARNING.length()) : sentence;
    err.println(log == null ? line(text) : log.line(asJson, level, event, text, more));
    // Messages are visible at once.
    err.flush();
  }

  /** Reports an error: one sentence, or one JSON object. */
  public void report(Throwable error) {
    report(error, Failure.of(error));
  }

  /** Reports an error as a given failure. */
  public void report(Throwable error, Failure failure) {
    report(failure);
    if (verbose && Failure.of(error).exit() == ExitCode.BUG) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace, true));
      err.print(SecretMessage.of(trace.toString()));
    }
    err.flush();
  }

  public void report(Failure failure) {
    if (asJson) {
      err.println(Json.write(JsonObject.EMPTY.with("error", failure.masked().toJson())));
      return;
    }
    // A message may have several lines, one for each invalid field.
    String[] lines = failure.message().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean last = i == lines.length - 1;
      String hint = last && failure.hint() != null ? "; " + failure.hint() : "";
      err.println(PROGRAM + shown(lines[i] + hint));
    }
  }

  /** Writes a note, unless {@code -q} is given. */
  public void note(String sentence) {
    if (!quiet) {
      write("info", "note", sentence, JsonObject.EMPTY);
    }
  }

  /** Writes a note for people; not with {@code -q} or as JSON, where the result contains it. */
  public void tell(String sentence) {
    if (!quiet && !asJson) {
      warn(sentence);
    }
  }

  /** Writes a line about a table for people as it is; not with {@code -q}. */
  public void say(String line) {
    if (!quiet) {
      err.println(shown(line));
      err.flush();
    }
  }

  /** Takes a warning from a registry. */
  @Override
  public void accept(String sentence) {
    warn(sentence);
  }

  /** Writes a warning, even with {@code -q}. */
  public void warn(String sentence) {
    write("warning", "warning", sentence, JsonObject.EMPTY);
  }

  /** The line that reports how many lines were dropped from a full queue. */
  public String dropped(long lines) {
    String sentence =
        (lines == 1 ? "1 line was" : lines + " lines were")
            + " dropped here: the reader was too slow";
    return log == null
        ? line(sentence)
        : log.line(
            asJson, "warning", "lines_dropped", sentence, JsonObject.EMPTY.with("lines", lines));
  }

  private String line(String sentence) {
    return asJson
        ? Json.write(
            JsonObject.EMPTY
                .with("time", LogLines.time(clock))
                .with("warning", SecretMessage.of(sentence)))
        : PROGRAM + shown(sentence);
  }

  /** Masks secrets and escapes control characters. */
  private static String shown(String text) {
    return Printable.escape(SecretMessage.of(text));
  }

  private void traceLine(String line) {
    err.println(
        log == null ? shown(line) : log.line(asJson, "debug", "trace", line, JsonObject.EMPTY));
  }

  /** Whether requests or SQL are traced. */
  public boolean isVerbose() {
    return verbose;
  }

  /** Writes trace lines, with {@code -v} only. */
  public void trace(String lines) {
    if (verbose) {
      lines.strip().lines().forEach(this::traceLine);
      err.flush();
    }
  }
}
