package io.noetl.runtime.cli.failure;

import io.noetl.runtime.output.Printable;
import io.noetl.runtime.schema.Json;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.secrets.SecretMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;

/** Writes what is not a result to standard error, for people or as JSON. */
public final class Diagnostics implements Consumer<String> {

  private static final String PROGRAM = "noetl-runtime: ";

  private final PrintWriter err;
  private final boolean asJson;
  private final boolean verbose;
  private final boolean quiet;

  public Diagnostics(PrintWriter err, boolean asJson, boolean verbose, boolean quiet) {
    this.err = err;
    this.asJson = asJson;
    this.verbose = verbose;
    this.quiet = quiet;
  }

  /** Reports a failure: one sentence, or one JSON object. */
  public void report(Throwable error) {
    report(error, Failure.of(error));
  }

  /** Reports an error as the failure that became of it. */
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
    // A message of several lines names one invalid field on each.
    String[] lines = failure.message().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean last = i == lines.length - 1;
      String hint = last && failure.hint() != null ? "; " + failure.hint() : "";
      err.println(PROGRAM + shown(lines[i] + hint));
    }
  }

  /** Tells something that the reader did not ask for but wants to know. */
  public void note(String sentence) {
    if (!quiet) {
      warn(sentence);
    }
  }

  /** Tells a person what a program reads from the result. */
  public void tell(String sentence) {
    if (!quiet && !asJson) {
      warn(sentence);
    }
  }

  /** Takes what a registry has to say to whoever uses it. */
  @Override
  public void accept(String sentence) {
    warn(sentence);
  }

  /** Tells something that the reader has to know, also with {@code -q}. */
  public void warn(String sentence) {
    err.println(line(sentence));
    // Who waits wants to know now.
    err.flush();
  }

  /** The line about lines that were dropped because nobody read them. */
  public String dropped(long lines) {
    return line(
        (lines == 1 ? "1 line was" : lines + " lines were") + " dropped here: nobody read them");
  }

  private String line(String sentence) {
    return asJson
        ? Json.write(JsonObject.EMPTY.with("warning", SecretMessage.of(sentence)))
        : PROGRAM + shown(sentence);
  }

  /** A text as it leaves for a person: its secrets masked, and nothing that drives a terminal. */
  private static String shown(String text) {
    return Printable.escape(SecretMessage.of(text));
  }

  /** Whether anybody wants to see what goes over the wire. */
  public boolean isVerbose() {
    return verbose;
  }

  /** Shows a line or more of what goes over the wire, with {@code -v} only. */
  public void trace(String lines) {
    if (verbose) {
      lines.strip().lines().forEach(line -> err.println(shown(line)));
      err.flush();
    }
  }
}
