package io.noetl.runtime.cli.watch;

import io.noetl.runtime.cli.process.Keyboard;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Reads the keys of a watch on a separate thread, so that they also work during a request. */
final class WatchKeys implements Runnable {

  /** How long a key takes to arrive in full. */
  private static final Duration SEQUENCE = Duration.ofMillis(50);

  private static final Duration GLANCE = Duration.ofMillis(500);

  private final Keyboard keyboard;
  private final Predicate<List<Key>> press;
  private final Runnable quit;

  /**
   * Keys that are not read yet.
   *
   * @param press takes keys; false when one ends the watch
   * @param quit ends the watch
   */
  WatchKeys(Keyboard keyboard, Predicate<List<Key>> press, Runnable quit) {
    this.keyboard = keyboard;
    this.press = press;
    this.quit = quit;
  }

  void start() {
    Thread.ofPlatform().name("keys").daemon().start(this);
  }

  @Override
  public void run() {
    KeyDecoder decoder = new KeyDecoder();
    try {
      while (true) {
        byte[] typed = keyboard.read(decoder.isWaiting() ? SEQUENCE : GLANCE);
        List<Key> keys = decoder.decode(typed);
        if (!keys.isEmpty() && !press.test(keys)) {
          quit.run();
          return;
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
