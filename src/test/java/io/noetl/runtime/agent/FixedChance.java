package io.noetl.runtime.agent;

import java.util.random.RandomGenerator;

/** Draws always the same place between the least and the most, from 0 to 1. */
record FixedChance(double place) implements RandomGenerator {

  static final FixedChance LEAST = new FixedChance(0);
  static final FixedChance MIDDLE = new FixedChance(0.5);
  static final FixedChance MOST = new FixedChance(1);

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("a draw without bounds");
  }

  @Override
  public long nextLong(long bound) {
    return nextLong(0, bound);
  }

  @Override
  public long nextLong(long origin, long bound) {
    return origin + Math.round((bound - 1 - origin) * place);
  }
}
