package io.noetl.runtime.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has this process end by SIGINT when SIGINT ended its child: a shell ends a loop around a command
 * only when it sees that SIGINT ended that command.
 */
final class InterruptedExit {

  private static final int CODE = 128 + ProcessSignal.INT.number();

  /**
   * How long the JVM may take to hand on a SIGINT of the terminal, which the child received at the
   * same time and which may have ended it already.
   */
  private static final long LATEST_MILLIS = 500;

  private final CountDownLatch received = new CountDownLatch(1);
  private final Runnable endByInterrupt;

  /**
   * One that has received no SIGINT.
   *
   * @param endByInterrupt has this process end, when it does, as SIGINT ends a process
   */
  InterruptedExit(Runnable endByInterrupt) {
    this.endByInterrupt = endByInterrupt;
  }

  /** Notes that this process received SIGINT. */
  void receive() {
    received.countDown();
  }

  /** Where SIGINT ended the child, waits for that of this process, which may still be coming. */
  void awaitSignal(int code) throws InterruptedException {
    if (code == CODE) {
      var _ = received.await(LATEST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Gives the exit code back, and has this process end by SIGINT where the exit code means that.
   */
  int ending(int code) {
    if (code == CODE && received.getCount() == 0) {
      endByInterrupt.run();
    }
    return code;
  }
}
