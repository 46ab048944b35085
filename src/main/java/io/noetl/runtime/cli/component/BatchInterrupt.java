package io.noetl.runtime.cli.component;

import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import java.time.Duration;
import java.util.List;

/**
 * Reports what a batch has done, and what not, when SIGINT or SIGTERM ends the process before the
 * batch is complete.
 */
public final class BatchInterrupt {

  /** A reader that reads nothing cannot keep the process alive. */
  private static final Duration REPORT_TIMEOUT = Duration.ofMillis(500);

  /** 128 and the number of SIGTERM, as shells report such an end. */
  private static final int TERMINATED = 143;

  private final Environment environment;
  private final Diagnostics diagnostics;
  private final List<String> names;
  private final Runnable results;
  private int begun;
  private int done;
  private int failed;
  private boolean isOver;

  private BatchInterrupt(
      Environment environment, Diagnostics diagnostics, List<String> names, Runnable results) {
    this.environment = environment;
    this.diagnostics = diagnostics;
    this.names = names;
    this.results = results;
  }

  /**
   * Reports from now on.
   *
   * @param names the items of the batch, in their order
   * @param results shows the results so far
   */
  public static BatchInterrupt on(
      Environment environment, Diagnostics diagnostics, List<String> names, Runnable results) {
    BatchInterrupt batch = new BatchInterrupt(environment, diagnostics, names, results);
    environment.host().signals().on("INT", () -> batch.end("INT", ExitCode.INTERRUPTED.code()));
    environment.host().signals().on("TERM", () -> batch.end("TERM", TERMINATED));
    return batch;
  }

  /** Begins the next item; false where a signal has ended the batch. */
  public synchronized boolean begin() {
    if (!isOver) {
      begun++;
    }
    return !isOver;
  }

  /** Keeps the result of the item that was begun, unless a signal has ended the batch. */
  public synchronized void end(boolean isFailed, Runnable keep) {
    if (isOver) {
      return;
    }
    keep.run();
    if (isFailed) {
      failed++;
    } else {
      done++;
    }
  }

  /** Ends the batch; false where a signal has ended it, and the results are shown already. */
  public synchronized boolean complete() {
    boolean wasOver = isOver;
    isOver = true;
    return !wasOver;
  }

  private void end(String signal, int status) {
    environment.host().signals().endBy(signal);
    Thread report = Thread.ofPlatform().name("interrupt").daemon().start(this::report);
    try {
      report.join(REPORT_TIMEOUT);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    environment.host().halt().accept(status);
  }

  private synchronized void report() {
    if (complete()) {
      results.run();
      environment.out().flush();
      diagnostics.warn(sentence());
    }
  }

  private String sentence() {
    int ended = done + failed;
    String sentence = "interrupted: " + done + " of " + names.size() + " done";
    if (failed > 0) {
      sentence += ", " + failed + " failed";
    }
    if (begun > ended) {
      sentence += "; in progress: " + names.get(ended);
    }
    return begun < names.size()
        ? sentence + "; not done: " + NameSummary.of(names.subList(begun, names.size()))
        : sentence;
  }
}
