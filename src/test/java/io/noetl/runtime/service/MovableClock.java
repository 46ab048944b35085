package io.noetl.runtime.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that the test moves. */
final class MovableClock implements InstantSource {

  private Instant now;

  MovableClock(Instant now) {
    this.now = now;
  }

  void move(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
