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

/** Output that is shown in a pager once it is complete, or written to standard output directly. */
public final class PagedOutput implements AutoCloseable {

  // The exit codes of a shell for a command that cannot be executed, or is not found.
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

  /** The environment whose standard output is collected for the pager. */
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

  /** Whether a pager showed the text. */
  private boolean page(String text) {
    // Ctrl-C is handled by the pager.
    environment.host().signals().on("INT", () -> {});
    String pager = environment.variables().getOrDefault("PAGER", "");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", pager.isBlank() ? "less" : pager)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    Map<String, String> variables = builder.environment();
    CallerEnvironment.restore(variables);
    // As git does: quit if it fits on one screen, show colors, keep the screen.
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
      // The pager was closed before it read everything.
    }
  }
}
