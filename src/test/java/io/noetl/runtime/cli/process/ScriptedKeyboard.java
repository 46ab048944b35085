package io.noetl.runtime.cli.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keys that a test types on a terminal, each once the one before was dealt with. */
public final class ScriptedKeyboard implements Keyboard {

  /** A reader that waits no longer waits for the rest of a sequence. */
  private static final Duration SEQUENCE = Duration.ofMillis(100);

  private byte @Nullable [] typed;
  private boolean reading;
  private boolean taken;

  @Override
  public synchronized boolean take() {
    taken = true;
    return true;
  }

  @Override
  public synchronized void giveBack() {
    taken = false;
    notifyAll();
  }

  /** Whether keys are read one by one and not shown. */
  public synchronized boolean isTaken() {
    return taken;
  }

  /** Types keys, and returns when they were dealt with. */
  public synchronized void type(String keys) {
    typed = keys.getBytes(StandardCharsets.UTF_8);
    notifyAll();
    try {
      while (taken && (typed != null || !reading)) {
        wait();
      }
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  @Override
  public synchronized byte[] read(Duration longest) throws InterruptedException {
    boolean isShort = longest.compareTo(SEQUENCE) < 0;
    reading = !isShort;
    notifyAll();
    while (typed == null && !isShort) {
      wait();
    }
    byte[] keys = typed == null ? new byte[0] : typed;
    typed = null;
    reading = false;
    return keys;
  }
}
