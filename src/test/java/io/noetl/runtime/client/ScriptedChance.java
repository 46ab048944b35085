package io.noetl.runtime.client;

import java.util.random.RandomGenerator;

/** Chance that always draws the same share of what it may draw, from 0 to 1. */
record ScriptedChance(double share) implements RandomGenerator {

  @Override
  public long nextLong() {
    throw new UnsupportedOperationException("no draw without a bound");
  }

  @Override
  public long nextLong(long bound) {
    return Math.round((bound - 1) * share);
  }
}
