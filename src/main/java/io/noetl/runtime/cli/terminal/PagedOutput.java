package io.noetl.runtime.cli.terminal;

import io.noetl.runtime.cli.process.CallerEnvironment;
import io.noetl.runtime.cli.process.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A result that goes through a pager when it is complete, or straight to where results go. */
public final class PagedOutput implements AutoCloseable {

  // What a shell reports of a command that it cannot execute, or does not find.
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  private final Environment environment;
  private final boolean paged;
  private final StringWriter collected = new StringWriter();
  private final Environment inner;

  PagedOutput(Environment environment, boolean paged) {
    this.environment = environment;
    this.paged = paged;
    this.inner = paged ? environment.withOut(new PrintWriter(collected)) : environment;
  }

  /** The world in which the result is written. */
  public Environment environment() {
    return inner;
  }

  @Override
  public void close() {
    if (!paged) {
      return;
    }
    inner.out().flush();
    String text = collected.toString();
    if (!text.isEmpty() && !page(text)) {
      environment.out().append(text).flush();
    }
  }

  /** Gives false where no pager showed it. */
  private boolean page(String text) {
    // Ctrl-C is for the pager, which ends when it sees fit.
    environment.host().signals().on("INT", () -> {});
    String pager = environment.variables().getOrDefault("PAGER", "");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", pager.isBlank() ? "less" : pager)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    Map<String, String> variables = builder.environment();
    CallerEnvironment.restore(variables);
    // As git does: ends at once with less than a page, shows colours, leaves the page there.
    variables.putIfAbsent("LESS", "FRX");
    try {
      Process process = builder.start();
      write(text, process);
      int status = process.waitFor();
      return status != NOT_EXECUTABLE && status != NOT_FOUND;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void write(String text, Process process) {
    try (OutputStream to = process.getOutputStream()) {
      to.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException seenEnough) {
      // Who leaves a pager early wants no more of it.
    }
  }
}
