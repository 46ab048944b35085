package io.noetl.runtime.agent;

import io.noetl.runtime.posix.FileCalls;
import io.noetl.runtime.posix.SignalCalls;

/**
 * SIGQUIT, which the JVM keeps for its thread dump and gives to no Java code. Its handler becomes a
 * write to the event descriptor that has the signal's number, 3, which the launcher keeps free.
 */
final class QuitSignal {

  /** The descriptor whose number is the signal's. */
  static final int DESCRIPTOR = ProcessSignal.QUIT.number();

  private QuitSignal() {}

  /** Runs {@code action} whenever the signal comes; descriptor 3 has to be free for it. */
  static void on(Runnable action) {
    if (SignalCalls.writeToEvent(DESCRIPTOR)) {
      Thread.ofPlatform().name("quit-signal").daemon().start(() -> listen(action));
    }
  }

  private static void listen(Runnable action) {
    while (FileCalls.awaitEvent(DESCRIPTOR)) {
      action.run();
    }
  }
}
